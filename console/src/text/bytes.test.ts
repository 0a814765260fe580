import { expect, it } from "vitest";
import { decoded, encoded } from "./bytes.ts";

it("writes bytes for addresses and reads them again, whatever their number", () => {
  expect(encoded(new Uint8Array([0xfb, 0xff, 0xbf]).buffer)).toBe("-_-_");
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) % 256);
    expect(encoded(bytes.buffer)).not.toMatch(/[+/=]/);
    expect(decoded(encoded(bytes.buffer))).toEqual(bytes);
  }
});
