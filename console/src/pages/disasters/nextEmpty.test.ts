import { expect, it } from "vitest";
import { nextEmpty } from "./nextEmpty.ts";

const field = (value: string, required = true) => ({ value, required });

it("goes to what is empty after this, then before it, and past what may stay empty", () => {
  const [terminal, account, name, kana] = [field("T1"), field("nol/dr1"), field(" "), field("", false)];
  const fields = [terminal, account, name, kana];
  expect(nextEmpty(fields, terminal)).toBe(name);
  expect(nextEmpty(fields, kana)).toBe(name);
  expect(nextEmpty([field(""), account], account)).toEqual(field(""));
});

it("finds nothing where all is filled in, or only this is empty", () => {
  const [name, last] = [field("x"), field("")];
  expect(nextEmpty([name], name)).toBeUndefined();
  expect(nextEmpty([name, last], last)).toBeUndefined();
});
