import { expect, it } from "vitest";
import { base64Of, bytesOf, decoded, dumpOf, encoded, textOfBytes } from "./bytes.ts";

it("writes bytes for addresses and reads them again, whatever their number", () => {
  expect(encoded(new Uint8Array([0xfb, 0xff, 0xbf]).buffer)).toBe("-_-_");
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) % 256);
    expect(encoded(bytes.buffer)).not.toMatch(/[+/=]/);
    expect(decoded(encoded(bytes.buffer))).toEqual(bytes);
  }
});

it("reads bytes as the text that they are, and shows those that are none", () => {
  const old = Uint8Array.of(0x93, 0xfa, 0x96, 0x7b); // 日本 in Shift_JIS
  expect(textOfBytes(old)).toEqual({ encoding: "shift_jis", text: "日本" });
  expect(textOfBytes(new TextEncoder().encode("日本"))).toEqual({ encoding: "utf-8", text: "日本" });
  expect(textOfBytes(Uint8Array.of(0xff, 0xfe, 0x80))).toBeNull();
  expect(dumpOf(Uint8Array.of(0x41, 0, 0xff)).split("\n")).toEqual([`00000000  41 00 ff${" ".repeat(41)}A..`]);
  expect(dumpOf(new Uint8Array(17)).split("\n")[1]).toMatch(/^00000010 {2}00 /);
});

it("keeps long bytes whole in base64", () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 31) % 256);
  expect(bytesOf(base64Of(bytes))).toEqual(bytes);
});
