import { expect, it } from "vitest";
import { stepAt, stepsOf } from "./guide.ts";
import { placeOf } from "./location.ts";

const steps = stepsOf({
  before: "r1",
  after: "r2",
  registers: "corrected",
  system: "nol",
  time: "2024-10-01T09:00:00+09:00",
  file: "logs/nol/a.csv",
  line: "12",
});

it("knows each of its places again, whatever else the address says", () => {
  for (const step of steps) expect(stepAt(steps, placeOf(step.to))?.name).toBe(step.name);
  expect(stepAt(steps, placeOf("/scope?review=r2&sort=time"))?.name).toBe("supplier");
});

it("knows no other place", () => {
  for (const to of ["/", "/scope", "/scope?review=r3", "/finding?review=r1", "/versions?review=r1"]) {
    expect(stepAt(steps, placeOf(to)), to).toBeUndefined();
  }
});
