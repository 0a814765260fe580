import { describe, expect, it } from "vitest";
import { between } from "./choosing.ts";

describe("rows between two", () => {
  const keys = ["1", "2", "3", "4"];

  it("are chosen upwards and downwards, with both ends", () => {
    expect(between(keys, "2", "4")).toEqual(["2", "3", "4"]);
    expect(between(keys, "3", "1")).toEqual(["1", "2", "3"]);
  });

  it("are only the row itself where the other one is not in the list any more", () => {
    expect(between(keys, "9", "2")).toEqual(["2"]);
    expect(between(keys, "", "1")).toEqual(["1"]);
  });
});
