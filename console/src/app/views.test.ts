import { describe, expect, it } from "vitest";
import { keptOf, readViews } from "./views.ts";

describe("a view that is kept", () => {
  it("says how the list is filtered and sorted, and names nobody", () => {
    const search = new URLSearchParams("viewer=E101246&system=nol&review=demo&sort=-time&person=E1&key=E1");
    expect(keptOf(search)).toBe("sort=-time&system=nol");
  });

  it("is read back, without what somebody else may have put there", () => {
    expect(readViews('[{"name":"営業","search":"viewer=E1&system=cc"},{"name":7},null]')).toEqual([
      { name: "営業", search: "system=cc" },
    ]);
    expect(readViews("{}")).toEqual([]);
    expect(readViews("no")).toEqual([]);
    expect(readViews(null)).toEqual([]);
  });
});
