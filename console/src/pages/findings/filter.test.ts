import { describe, expect, it } from "vitest";
import { filterOf, findingsAt, sortOf } from "./filter.ts";

const search = (text: string) => new URLSearchParams(text);

describe("the filters of an address", () => {
  it("become what the API asks for, the last day included", () => {
    expect(filterOf(search("disposition=attempt&system=nol&from=2024-04-01&until=2024-09-30"))).toEqual({
      disposition: "attempt",
      system: "nol",
      from: "2024-04-01T00:00:00+09:00",
      until: "2024-10-01T00:00:00+09:00",
    });
  });

  it("leave out what makes no sense", () => {
    expect(filterOf(search("disposition=bad&from=yesterday&table=rejects&nobody=1"))).toEqual({});
  });

  it("come back from the address that they make", () => {
    const to = findingsAt({ review: "a", route: "lent-id", viewer: "高 橋", from: "2024-04-01" });
    expect(filterOf(search(to.split("?")[1] ?? ""))).toEqual({
      route: "lent-id",
      viewer: "高 橋",
      from: "2024-04-01T00:00:00+09:00",
    });
    expect(findingsAt({ system: "" })).toBe("/findings");
  });

  it("say an order, the newest first unless told", () => {
    expect(sortOf(search("sort=-viewer"))).toBe("-viewer");
    expect(sortOf(search("sort=viewer"))).toBe("viewer");
    expect(sortOf(search("sort=color"))).toBe("-time");
    expect(sortOf(search(""))).toBe("-time");
  });
});
