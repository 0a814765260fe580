import { expect, it } from "vitest";
import { difference, summed } from "./versions.ts";

it("adds up causes and says how a figure moved", () => {
  const causes = [
    { withdrawn: 12, added: 0, changed: 1 },
    { withdrawn: 0, added: 3, changed: 0 },
  ];
  expect(summed(causes)).toEqual({ withdrawn: 12, added: 3, changed: 1 });
  expect([difference(5, 5, String), difference(7, 5, String), difference(5, 1205, String)]).toEqual(["±0", "+2", "−1200"]);
});
