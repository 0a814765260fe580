// What is wrong with a page that somebody looks at: barriers that axe knows, words of the other
// language, what the Tab key does not reach, what does not fit.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** What depends on colours. */
const ofColours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What says that a text is in the other language: a sign of Japanese, three English words in a row. */
const strange = { en: /[\u3040-\u30ff\u4e00-\u9fff]/, ja: /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i };
const isStrange = (text) => Object.values(strange).some((sign) => sign.test(text));

/** What axe finds, a line each. The page's policy forbids scripts from elsewhere: evaluate is none. */
async function violations(page, which) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
  }, which);
}

/** What registers and people call things, which stays as it is in either language; longest first. */
let names = [];

/** A text file, be it of UTF-8 or of Windows. */
function textOf(file) {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

/** Learns them from files, or all files of a folder: cells of tables, and whatever stands between quotes. */
export function learnNames(...places) {
  const files = places.flatMap((place) =>
    statSync(place).isDirectory() ? readdirSync(place).map((name) => path.join(place, name)) : [place],
  );
  const parts = files.flatMap((file) => textOf(file).split(/[,"\n\r]+/));
  names = [...new Set([...names, ...parts.filter(isStrange)])];
  names.sort((one, other) => other.length - one.length);
}

const withoutNames = (text) => names.reduce((left, name) => left.replaceAll(name, ""), text);

/**
 * What a page says in the other language, but for names, and for what is quoted, was typed, or says in
 * which language it is.
 */
async function foreign(page) {
  const { language, texts } = await page.evaluate(() => {
    const language = document.documentElement.lang;
    const quoted = `pre, code, textarea, .raw, .code, .rule-clauses, [lang=${language === "ja" ? "en" : "ja"}]`;
    const texts = [[document.title, "title"]];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent.closest(quoted) && parent.checkVisibility()) texts.push([node.data, parent.outerHTML.split(">")[0]]);
    }
    for (const name of ["aria-label", "title", "placeholder", "aria-description"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) {
        if (!one.closest(quoted)) texts.push([one.getAttribute(name), name]);
      }
    }
    return { language, texts };
  });
  return texts
    .filter(([text]) => strange[language].test(text) && strange[language].test(withoutNames(text)))
    .map(([text, where]) => `not in the language of the page: ${text.trim()} in ${where}`);
}

/** What keeps somebody from using a page, a line each. */
export async function barriers(page) {
  return [...(await violations(page, all)), ...(await foreign(page))];
}

/** The same in both colour schemes: in the other one only what depends on colours. */
export async function barriersOfBoth(page) {
  const first = await barriers(page);
  const wear = (theme) => page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
  const worn = await page.evaluate(() => document.documentElement.dataset.theme);
  const other = worn === "dark" ? "light" : "dark";
  await wear(other);
  const then = await violations(page, ofColours);
  await wear(worn);
  return [...first, ...then.map((one) => `${other}: ${one}`)];
}

/** What can be used on a page and the Tab key does not reach; behind a trap that is everything. */
export async function unreached(page) {
  const count = await page.evaluate(() => {
    const used = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const can = (one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0;
    globalThis.unreached = new Set([...used].filter(can));
    addEventListener("focusin", ({ target }) => globalThis.unreached.delete(target));
    document.activeElement?.blur();
    return globalThis.unreached.size;
  });
  assert.ok(count > 10, `a page with ${count} things to use`);
  const left = () => page.evaluate(() => globalThis.unreached.size);
  for (let pressed = 0; pressed < 3 * count && (await left()) > 0; pressed += 1) await page.keyboard.press("Tab");
  return page.evaluate(() => [...globalThis.unreached].map((one) => one.outerHTML.slice(0, 200)));
}

/** What a page offers to do, `ACTION.THING`, and those of it that the rules of the office deny whoever is logged in. */
export async function offered(page) {
  return page.evaluate(async () => {
    const { acts } = await (await fetch("/api/v1/session", { headers: { "Sekisho-Client": "console" } })).json();
    const all = [...document.querySelectorAll("[data-act]")].map((one) => ({ act: one.dataset.act, label: one.innerText }));
    const denied = all.filter(({ act }) => !act.split(" ").some((one) => acts.includes(one)));
    return { all: all.map(({ act }) => act), denied: denied.map(({ act, label }) => `${act}: ${label}`) };
  });
}

/** How many pixels a page is wider than its window. */
export async function beyond(page) {
  return page.evaluate(() => Math.max(0, document.scrollingElement.scrollWidth - innerWidth));
}
