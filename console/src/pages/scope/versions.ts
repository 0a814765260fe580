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
