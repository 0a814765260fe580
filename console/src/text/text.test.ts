import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as deliveries from "./deliveries.ts";
import { en as frameEn } from "./en.ts";
import * as evidence from "./evidence.ts";
import * as imports from "./imports.ts";
import { ja as frameJa } from "./ja.ts";
import type { AreaWords } from "./language.ts";
import * as logs from "./logs.ts";
import * as registers from "./registers.ts";

/** Every file here that has both languages, whoever uses it. */
async function areaFiles() {
  const here = new URL(".", import.meta.url);
  const names = readdirSync(here).filter((name) => readFileSync(new URL(name, here), "utf8").includes("\nexport const en: typeof ja"));
  return Promise.all(
    names.map(async (name) => ({ name, words: (await import(/* @vite-ignore */ `./${name}`)) as AreaWords })),
  );
}

const areas = await areaFiles();
/** What the frame is made of. */
const ofFrame = ["help.ts", "login.ts", "notices.ts"];
const all = (language: "ja" | "en") => ({
  ...(language === "ja" ? frameJa : frameEn),
  ...(Object.assign({}, ...areas.map(({ words }) => words[language])) as object),
});
const ja = all("ja");
const en = all("en");

const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
// Names and settings that say the same to readers of either language.
const inBoth = new Set(["product", "preferences.language", "jobs.kind"]);

function leaves(value: unknown, at = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[at, value]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, at ? `${at}.${key}` : key));
}

function said(leaf: unknown): string {
  if (typeof leaf === "string") return leaf;
  if (typeof leaf !== "function") throw new Error(`neither text nor function: ${String(leaf)}`);
  // Two, so that plurals show; as text where text is taken, since a number prints as one.
  return String((leaf as (...given: number[]) => unknown)(2, 3, 4, 5));
}

function fileAt(path: string) {
  return readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
}

describe("the two languages", () => {
  it("are in every file, and no two files say the same thing", () => {
    expect(areas.length).toBeGreaterThan(15);
    const apart = areas.filter(({ name }) => !ofFrame.includes(name));
    const names = [frameJa, ...apart.map(({ words }) => words.ja)].flatMap((words) => Object.keys(words));
    expect(names).toEqual([...new Set(names)]);
  });

  it("say the same things", () => {
    const names = (of: unknown) => leaves(of).map(([at]) => at);
    expect(names(en)).toEqual(names(ja));
  });

  it("are what they are", () => {
    for (const [at, leaf] of leaves(ja)) expect(said(leaf), at).not.toBe("");
    for (const [at, leaf] of leaves(en)) {
      expect(said(leaf), at).not.toBe("");
      if (!inBoth.has(at)) expect(said(leaf), at).not.toMatch(japanese);
    }
  });

  it("have no message that was only copied", () => {
    const english = new Map(leaves(en));
    for (const [at, leaf] of leaves(ja)) {
      if (!japanese.test(said(leaf))) continue;
      expect(said(english.get(at)), at).not.toBe(said(leaf));
    }
  });
});

describe("the words for codes", () => {
  it("name every route of the rules", () => {
    const routes = [...fileAt("policies/routes/routes.cedar").matchAll(/@route\("([^"]+)"\)/g)];
    expect(routes.length).toBeGreaterThan(5);
    for (const [, route = ""] of routes) expect(ja.route, route).toHaveProperty(route);
  });

  it("name every reason of a line that could not be read", () => {
    const rows = fileAt("docs/formats/rejects.md").split("| reason |")[1]?.split("| problem |")[0];
    const reasons = [...(rows ?? "").matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(reasons.length).toBeGreaterThan(5);
    expect(Object.keys(logs.ja.logs.reasons).sort()).toEqual(reasons.sort());
    expect(Object.keys(deliveries.ja.profiles.mend).sort()).toEqual(reasons);
  });

  it("name what a register says, its kinds, and what contradicts", () => {
    const tables = fileAt("src/register/tables.cc");
    const fields = [...tables.matchAll(/\{"(\w+)", k(?!From|Until)/g)].map(([, name]) => name);
    const kinds = [...tables.matchAll(/string_view, \d+> k\w+Kinds = \{([^}]+)\}/g)].flatMap(([, names = ""]) =>
      [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name),
    );
    const words = fileAt("src/register/contradiction_words.cc");
    const contradictions = [...words.matchAll(/^ {4}\{"([a-z-]+)",$/gm)].map(([, name]) => name);
    expect([fields.length > 30, kinds.length, contradictions.length]).toEqual([true, 13, 14]);
    const { members, values } = registers.ja.registers;
    for (const name of fields) expect(members, name).toHaveProperty(name ?? "");
    for (const name of kinds) expect(values["kind"], name).toHaveProperty(name ?? "");
    expect(Object.keys(imports.ja.imports.contradictionOf).sort()).toEqual(contradictions.sort());
  });

  it("name every kind of entry", () => {
    const kinds = fileAt("docs/formats/evidence.md").split("\n## Kinds")[1]?.split("\n## Example")[0];
    const names = [...(kinds ?? "").matchAll(/^### (.+)$/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(Object.keys(evidence.ja.evidence.kinds).sort()).toEqual(names.sort());
  });
});

describe("the words that are explained in place", () => {
  it("are the glossary's", () => {
    const rows = fileAt("docs/glossary.md").split("\n").filter((line) => line.startsWith("| "));
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    for (const [name, { word }] of Object.entries(ja.terms)) {
      const found = cells.find(([, , japanese]) => japanese === word);
      expect(found?.[1]?.split(", "), word).toContain(en.terms[name as keyof typeof ja.terms].word.split(", ")[0]);
    }
  });
});
