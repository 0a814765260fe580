import { expect, it } from "vitest";
import { cellsBefore } from "./cells.ts";

it("counts letters of East Asia twice", () => {
  expect(cellsBefore("@title_ja(\"送配電\")", 14)).toBe(11 + 6);
  expect(cellsBefore("ｱｲ、Ａ", 4)).toBe(2 + 4);
});
