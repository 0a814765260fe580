import type { Schema } from "../../api/client.ts";

type Cause = Schema["ScopeVersionPage"]["items"][number]["causes"][number];

/** What all causes come to together. */
export function summed(causes: Pick<Cause, "withdrawn" | "added" | "changed">[]) {
  return causes.reduce(
    (sum, one) => ({
      withdrawn: sum.withdrawn + one.withdrawn,
      added: sum.added + one.added,
      changed: sum.changed + one.changed,
    }),
    { withdrawn: 0, added: 0, changed: 0 },
  );
}

/** How a figure moved, with its sign. */
export function difference(now: number, before: number, count: (value: number) => string) {
  const moved = now - before;
  return moved === 0 ? "±0" : `${moved > 0 ? "+" : "−"}${count(Math.abs(moved))}`;
}

/** What the API says of a cause in English, in other words: `account nol/z1: its holder; policies 9f86`. */
export function causeText(words: Record<string, string>, cause: string) {
  const said = (text: string) => words[text] ?? text;
  return cause
    .split("; ")
    .map((one) => {
      const [, kind, name, parts] = /^(account|terminal|policies|log|profile of) (.*?)(?:: (.*))?$/.exec(one) ?? [];
      if (kind === undefined || name === undefined) return said(one);
      const about = parts && `: ${parts.split(", ").map(said).join(said(", "))}`;
      return `${said(kind)} ${name}${about ?? ""}`;
    })
    .join(said("; "));
}
