import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { indexOfByte, indexOfLine, namesOf, offerAt, policyAt, tokensOf } from "./cedar.ts";

const file = (name: string) => readFileSync(new URL(`../../../policies/${name}`, import.meta.url), "utf8");
const staff = file("barrier/10-own-staff.cedar");

describe("the colours of a policy", () => {
  it("leave nothing out and add nothing", () => {
    for (const text of [staff, file("doubts/concurrent-post.cedar"), file("tests/own-staff.toml"), '@id("a', ""]) {
      expect(tokensOf(text).map((one) => one.text).join("")).toBe(text);
    }
  });

  it("tell what is said from what is asked", () => {
    const kinds = tokensOf('@id("permit; \\"x") // forbid\npermit (principal is Person);');
    expect(kinds.map((one) => `${one.kind} ${one.text.trim()}`)).toEqual([
      "annotation @id",
      "plain (",
      'text "permit; \\"x"',
      "plain )",
      "comment // forbid",
      "plain ",
      "keyword permit",
      "plain (",
      "keyword principal",
      "plain ",
      "keyword is",
      "plain ",
      "type Person",
      "plain );",
    ]);
  });
});

describe("one policy of a file", () => {
  it("is the text up to its own end", () => {
    const routes = file("routes/routes.cedar");
    const second = [...routes.matchAll(/^@id/gm)][1]?.index ?? 0;
    const text = policyAt(routes, routes.slice(0, second).split("\n").length);
    expect(text.startsWith("@id(")).toBe(true);
    expect(text.match(/^@id/gm)).toHaveLength(1);
    expect(text.endsWith(";")).toBe(true);
  });

  it("does not end within a text or a comment", () => {
    expect(policyAt('x\n@a("1;2") // ;\nforbid (principal, action, resource); more;', 2)).toBe(
      '@a("1;2") // ;\nforbid (principal, action, resource);',
    );
  });
});

describe("names of the schema", () => {
  const names = namesOf(file("barrier.cedarschema"));
  it("are its types, attributes and acts", () => {
    for (const name of ["Person", "inForce", "custodian", "contractors", 'Action::"view"', "Circumstances"]) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain("supply_point");
  });

  it("are offered for what was typed, at the caret", () => {
    const text = "when { context.account.inF }";
    const caret = text.indexOf("inF") + 3;
    expect(offerAt(text, caret, names)).toEqual({ from: caret - 3, names: ["inForce"] });
    expect(offerAt("context.account.inForce", 23, names)).toBeNull();
    expect(offerAt(text, caret - 1, names)).toBeNull();
    expect(offerAt("when { i", 8, names)).toBeNull();
  });
});

it("counts places as the server does", () => {
  expect(indexOfByte("送配電 x", 10)).toBe(4);
  expect(indexOfLine("a\nbc\nd", 2)).toBe(2);
  expect(indexOfLine("a\nbc\nd", 3)).toBe(5);
  expect(indexOfLine("a", 9)).toBe(1);
});
