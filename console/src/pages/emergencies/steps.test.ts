import { expect, it } from "vitest";
import { stepsOf } from "./steps.ts";

const said = (state: Parameters<typeof stepsOf>[0]["state"]) => stepsOf({ state }).map((one) => one.state);

it("says how far an emergency is", () => {
  expect(said("asked")).toEqual(["done", "now", "later", "later"]);
  expect(said("refused")).toEqual(["done", "later", "later", "later"]);
  expect(said("running")).toEqual(["done", "done", "now", "later"]);
  expect(said("over")).toEqual(["done", "done", "done", "now"]);
  expect(said("reviewed")).toEqual(["done", "done", "done", "done"]);
});
