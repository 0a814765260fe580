import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

// Of what `npm run build` made, in bytes as they cross the network. Charts are boxes and paths that
// pages draw themselves, so all of it is before any charts.
const firstViewMost = 150_000;
const partMost = 24_000;

const assets = new URL("../dist/assets/", import.meta.url);
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
const textOf = (name: string) => readFileSync(new URL(name, assets), "utf8");
const bytesOf = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(textOf(name)).length, 0);

/** A script and all that the browser must have before it runs. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other = ""] of textOf(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) withImports(other, found);
  return found;
}

const only = (beginning: string) => {
  const [name, ...more] = scripts.filter((one) => one.startsWith(`${beginning}-`));
  if (name === undefined || more.length > 0) throw new Error(`not one script begins with ${beginning}`);
  return name;
};

const page = readFileSync(new URL("../dist/index.html", import.meta.url), "utf8");
const entry = /<script[^>]+src="[^"]*\/assets\/([^"]+\.js)"/.exec(page)?.[1] ?? "";

/** Everything before the first page is shown: the frame, the words of one language, that page. */
function firstView(language: string) {
  const all = new Set<string>();
  for (const name of [entry, only(language), only("TodayPage")]) withImports(name, all);
  return all;
}

describe("JavaScript", () => {
  it.each(["ja", "en"])("of the first view comes over a slow line, %s", (language) => {
    const first = firstView(language);
    expect(first.size).toBeGreaterThan(3);
    const bytes = bytesOf(first);
    console.log(`JavaScript of the first view, ${language}: ${bytes} bytes compressed`);
    expect(bytes).toBeLessThan(firstViewMost);
  });

  it("of every other page is little more", () => {
    const first = firstView("ja");
    const pages = scripts.filter((name) => /^\w+Page-/.test(name));
    expect(pages.length).toBeGreaterThan(15);
    for (const name of pages) {
      const more = [...withImports(name)].filter((one) => !first.has(one));
      expect(bytesOf(more), name).toBeLessThan(partMost);
    }
  });
});
