import { describe, expect, it } from "vitest";
import { axisAround } from "./axis.ts";
import { hexOf } from "../../text/bytes.ts";
import { verdictOf } from "./verdict.ts";

const look = Date.parse("2024-07-10T09:00:00+09:00");
const fact = (from: string | null, until: string | null) => ({
  ja: "",
  en: "",
  from,
  until,
  in_force: true,
  decisive: false,
  reference: "",
  file: "",
  line: 1,
});

describe("the axis around an access", () => {
  it("shows the bounds of facts that are near, and not those of long ago", () => {
    const axis = axisAround(look, [fact("2002-04-01T00:00:00+09:00", "2024-07-01T00:00:00+09:00")]);
    expect(new Date(axis.from).getUTCFullYear()).toBe(2023);
    expect(axis.at(Date.parse("2002-04-01T00:00:00+09:00"))).toBe(0);
    expect(axis.at(Date.parse("2024-07-01T00:00:00+09:00"))).toBeLessThan(axis.at(look));
  });

  it("reaches as far as a bound within three years", () => {
    const axis = axisAround(look, [fact("2022-01-01T00:00:00+09:00", null)]);
    expect(axis.from).toBeLessThan(Date.parse("2022-01-01T00:00:00+09:00"));
  });

  it("has ticks that can be read side by side", () => {
    for (const from of [null, "2023-06-01T00:00:00+09:00", "2021-08-01T00:00:00+09:00"]) {
      const { ticks } = axisAround(look, [fact(from, null)]);
      expect(ticks.length).toBeGreaterThan(2);
      expect(ticks.length).toBeLessThan(9);
    }
  });
});

it("shows bytes that are no text", () => {
  expect(hexOf(btoa("\x00\xffA"))).toBe("00 ff 41");
  expect(hexOf(btoa("0123456789abcdefg")).split("\n")).toHaveLength(2);
});

it("knows what the rules must have said", () => {
  expect(verdictOf("attempt")).toBe("denied");
  expect(verdictOf("doubtful")).toBe("doubtful");
});
