import type { Schema } from "../../api/client.ts";

type Policy = Schema["Policy"];

export interface Asked {
  kind: string;
  effect: string;
  /** Words that all have to occur in what the policy says, in either language or in its text. */
  text: string;
}

export function fits(policy: Policy, text: string, asked: Asked) {
  if (asked.kind && policy.kind !== asked.kind) return false;
  if (asked.effect && policy.effect !== asked.effect) return false;
  const said = [
    policy.id,
    policy.title,
    policy.title_ja,
    policy.basis,
    policy.basis_ja,
    text,
    ...policy.clauses.flatMap((clause) => [clause.name, clause.title, clause.title_ja]),
  ]
    .join("\n")
    .toLowerCase();
  return asked.text
    .toLowerCase()
    .split(/\s+/)
    .every((one) => said.includes(one));
}

export type Change = Schema["PolicyDraftDetail"]["changes"][number];

/** Which files of a set are otherwise than those of another. */
export function changesOf(before: Map<string, string>, now: Map<string, string>): Change[] {
  const out: Change[] = [];
  for (const [name, text] of now) {
    const known = before.get(name);
    if (known === undefined) out.push({ name, change: "added" });
    else if (known !== text) out.push({ name, change: "changed" });
  }
  for (const name of before.keys()) if (!now.has(name)) out.push({ name, change: "removed" });
  return out.sort((one, other) => (one.name < other.name ? -1 : 1));
}

const rolesLetters: Record<string, string> = {
  "fresh-proof": "f",
  purpose: "p",
  "second-person": "2",
  authority: "a",
  deputy: "d",
  "own-system": "s",
  assignment: "t",
  "not-own-act": "n",
  awaited: "l",
  "affiliate-too": "x",
  "mask-personal-data": "m",
  "record-look": "r",
};

/** The letter by which docs/roles.md marks a condition or a duty. */
export const letterOf = (condition: string) => rolesLetters[condition] ?? condition;
export const letters = Object.entries(rolesLetters);
