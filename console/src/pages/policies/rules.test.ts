import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ja } from "../../text/policies.ts";
import { changesOf, fits, letters } from "./rules.ts";

const policy = {
  id: "own-staff",
  kind: "barrier" as const,
  effect: "permit" as const,
  file: "barrier/10-own-staff.cedar",
  line: 4,
  title: "Staff of the T&D company",
  title_ja: "送配電会社の従業者",
  clauses: [{ name: "entitled", title: "the account is entitled", title_ja: "利用権限が付与されている" }],
};

it("finds a policy by what it says in either language, and by its text", () => {
  const asked = { kind: "", effect: "", text: "" };
  expect(fits(policy, "", asked)).toBe(true);
  expect(fits(policy, "", { ...asked, text: "利用権限 staff" })).toBe(true);
  expect(fits(policy, "context.account.inForce", { ...asked, text: "INFORCE" })).toBe(true);
  expect(fits(policy, "", { ...asked, text: "inForce" })).toBe(false);
  expect(fits(policy, "", { ...asked, kind: "routes" })).toBe(false);
  expect(fits(policy, "", { ...asked, effect: "forbid" })).toBe(false);
});

it("says which files differ", () => {
  const before = new Map([["a", "1"], ["b", "1"], ["d", "1"]]);
  const now = new Map([["a", "1"], ["b", "2"], ["c", "1"]]);
  expect(changesOf(before, now)).toEqual([
    { name: "b", change: "changed" },
    { name: "c", change: "added" },
    { name: "d", change: "removed" },
  ]);
});

it("marks roles by the letters of docs/roles.md", () => {
  const text = readFileSync(new URL("../../../../docs/roles.ja.md", import.meta.url), "utf8");
  const said = [...text.matchAll(/^- (\w): (.+)$/gm)].map(([, letter, words]) => `${letter ?? ""}: ${words ?? ""}`);
  expect(letters.map(([name, letter]) => `${letter}: ${ja.roles.conditions[name] ?? ""}`)).toEqual(said);
});
