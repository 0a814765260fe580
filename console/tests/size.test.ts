import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ja as campaigns } from "../src/text/campaigns.ts";
import { ja as deliveries } from "../src/text/deliveries.ts";
import { ja as evidence } from "../src/text/evidence.ts";
import { ja as findings } from "../src/text/findings.ts";
import { ja as logs } from "../src/text/logs.ts";
import { ja as policies } from "../src/text/policies.ts";
import { ja as registers } from "../src/text/registers.ts";
import { ja as reports } from "../src/text/reports.ts";
import { ja as scope } from "../src/text/scope.ts";
import { ja as today } from "../src/text/today.ts";

// Of what `npm run build` made, in bytes as they cross the network. Charts are boxes and paths that
// pages draw themselves, so all of it is before any charts.
const firstViewMost = 130_000;
const partMost = 25_000;

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

/** Everything before the first page is shown: the frame with its words, that page with its own. */
function firstView() {
  const all = new Set<string>();
  for (const name of [entry, only("TodayPage")]) withImports(name, all);
  return all;
}

describe("JavaScript", () => {
  it("of the first view comes over a slow line", () => {
    const first = firstView();
    expect(first.size).toBeGreaterThan(3);
    const bytes = bytesOf(first);
    console.log(`JavaScript of the first view: ${bytes} bytes compressed`);
    expect(bytes).toBeLessThan(firstViewMost);
  });

  it("of the first view has no words of areas that it does not show", () => {
    const said = [...firstView()].map(textOf).join("");
    expect(said.includes(today.today.lead)).toBe(true);
    const leads = { campaigns, deliveries, evidence, findings, logs, policies, registers, reports, scope };
    for (const [area, words] of Object.entries(leads)) {
      const { lead = "" } = (words as Record<string, { lead: string }>)[area] ?? {};
      expect(lead, area).not.toBe("");
      expect(said.includes(lead), area).toBe(false);
    }
  });

  it("of every other page is little more", () => {
    const first = firstView();
    const pages = scripts.filter((name) => /^\w+Page-/.test(name));
    expect(pages.length).toBeGreaterThan(15);
    for (const name of pages) {
      const more = [...withImports(name)].filter((one) => !first.has(one));
      expect(bytesOf(more), name).toBeLessThan(partMost);
    }
  });
});
