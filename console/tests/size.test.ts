import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const most = 180_000;

// Of what `npm run build` made: everything, as if somebody opened every page at once.
it("sends less JavaScript than a slow line minds", () => {
  const assets = new URL("../dist/assets/", import.meta.url);
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(5);
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, assets))).length, 0);
  console.log(`JavaScript of all pages: ${bytes} bytes compressed`);
  expect(bytes).toBeLessThan(most);
});
