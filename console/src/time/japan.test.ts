import { describe, expect, it } from "vitest";
import { dateText, dayBegins, fiscalHalf, japan, lastHalf, lastOf, monthsBetween, monthText, shortDateText } from "./japan.ts";

describe("Japan's calendar", () => {
  it("reads the clock on a wall in Japan, whatever the offset of the text", () => {
    expect(japan("2024-06-30T15:00:00Z")).toMatchObject({ date: "2024-07-01", time: "00:00:00" });
    expect(japan("2024-07-01T00:00:00+09:00").time).toBe("00:00:00");
  });

  it("knows the days on which eras begin", () => {
    expect(dateText("2019-04-30T23:59:59+09:00", "era", "ja")).toBe("平成31年4月30日");
    expect(dateText("2019-05-01T00:00:00+09:00", "era", "ja")).toBe("令和元年5月1日");
    expect(dateText("1989-01-07T12:00:00+09:00", "era", "ja")).toBe("昭和64年1月7日");
    expect(dateText("1912-01-01T12:00:00+09:00", "era", "ja")).toBe("1912-01-01");
    expect(shortDateText("2024-07-01T00:00:00+09:00", "era", "ja")).toBe("R06.07.01");
  });

  it("has no eras in English", () => {
    expect(dateText("2024-07-01T00:00:00+09:00", "era", "en")).toBe("2024-07-01");
    expect(fiscalHalf("2025-03-31T23:59:59+09:00", "era", "en")).toBe("FY2024 H2");
  });

  it("counts fiscal years from April, in halves", () => {
    expect(fiscalHalf("2024-04-01T00:00:00+09:00", "western", "ja")).toBe("2024年度上期");
    expect(fiscalHalf("2024-09-30T23:59:59+09:00", "western", "ja")).toBe("2024年度上期");
    expect(fiscalHalf("2025-03-31T23:59:59+09:00", "era", "ja")).toBe("令和6年度下期");
    expect(fiscalHalf("2019-04-01T00:00:00+09:00", "era", "ja")).toBe("令和元年度上期");
  });

  it("knows which half was over last", () => {
    const told = (now: string) => Object.values(lastHalf(now)).join(" H");
    expect(told("2025-03-31T23:59:59+09:00")).toBe("2024 H1");
    expect(told("2025-04-01T00:00:00+09:00")).toBe("2024 H2");
    expect(told("2025-09-30T23:59:59+09:00")).toBe("2024 H2");
    expect(told("2025-10-01T00:00:00+09:00")).toBe("2025 H1");
  });

  it("takes days, and nothing that is none", () => {
    expect(dayBegins("2024-02-29", 1)).toBe("2024-03-01T00:00:00+09:00");
    expect(dayBegins("2023-02-29")).toBeUndefined();
    expect(dayBegins("2024-7-1")).toBeUndefined();
  });

  it("lists the months of a period", () => {
    expect(monthsBetween("2023-11", "2024-02")).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
    expect(monthsBetween("2024-02", "2024-01")).toEqual([]);
  });
});

describe("a period", () => {
  it("ends on the day before the instant at which it is over", () => {
    const last = (until: string) => dateText(lastOf(until), "western", "ja");
    expect(last("2025-04-01T00:00:00+09:00")).toBe("2025-03-31");
    expect(last("2025-04-01T00:00:01+09:00")).toBe("2025-04-01");
  });

  it("has months of one width", () => {
    expect(monthText("2024-07", "era", "ja")).toBe("R06.07");
    expect(monthText("2024-07", "western", "ja")).toBe("2024-07");
    expect(monthText("2024-07", "era", "en")).toBe("2024-07");
  });
});
