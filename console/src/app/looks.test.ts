import { expect, it } from "vitest";
import { readLooks } from "./looks.ts";

const now = Date.parse("2026-11-27T10:00:00Z");
const kept = JSON.stringify({
  session: "s1",
  ends: { "review/demo": "2026-11-27T10:20:00Z", "case/1": "2026-11-27T09:59:59Z" },
});

it("knows what this session still looks at", () => {
  expect(readLooks(kept, "s1", now).ends).toEqual({ "review/demo": "2026-11-27T10:20:00Z" });
});

it("knows nothing of another session, and of what is no list of looks", () => {
  expect(readLooks(kept, "s2", now).ends).toEqual({});
  for (const text of [null, "", "null", "[]", "{}", '{"session":"s1"}', '{"session":"s1","ends":{"a":"x"}}', "{"]) {
    expect(readLooks(text, "s1", now), String(text)).toEqual({ session: "s1", ends: {} });
  }
});
