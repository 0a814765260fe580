import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { asUtf8 } from "./sample.ts";

const nol = readFileSync(new URL("../../../../sources/logs/nol.toml", import.meta.url), "utf8");

it("tries pasted text as the UTF-8 that it is, and changes nothing else", () => {
  expect(nol).toContain('encoding = "cp932"');
  expect(asUtf8(nol)).toBe(nol.replace('encoding = "cp932"', 'encoding = "utf-8"'));
  expect(asUtf8('format = "csv"\n')).toBe('format = "csv"\n');
});
