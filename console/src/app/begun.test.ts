import { expect, it } from "vitest";
import { readUnfinished } from "./begun.ts";

const kept = JSON.stringify({ user: "u1", begun: { "stock-take/熊本": ["T-1", "T-2"], "stock-take/阿蘇": "T-3", other: [1] } });

it("goes on with what the same user began", () => {
  expect(readUnfinished(kept, "u1").begun).toEqual({ "stock-take/熊本": ["T-1", "T-2"] });
});

it("knows nothing of anybody else's, and of what is no list of codes", () => {
  expect(readUnfinished(kept, "u2").begun).toEqual({});
  for (const text of [null, "", "null", "[]", "{}", '{"user":"u1"}', '{"user":"u1","begun":null}', '{"user":"u1","begun":[]}', "{"]) {
    expect(readUnfinished(text, "u1"), String(text)).toEqual({ user: "u1", begun: {} });
  }
});
