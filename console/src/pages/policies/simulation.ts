import type { Schema } from "../../api/client.ts";
import type * as policiesWords from "../../text/policies.ts";

type Day = Schema["Simulation"]["shows"]["days"][number];
export type Counts = Pick<Day, "added" | "withdrawn" | "changed">;

const nothing = (): Counts => ({ added: 0, withdrawn: 0, changed: 0 });

function summed(days: Day[], key: (day: Day) => string): [string, Counts][] {
  const out = new Map<string, Counts>();
  for (const day of days) {
    const sum = out.get(key(day)) ?? nothing();
    sum.added += day.added;
    sum.withdrawn += day.withdrawn;
    sum.changed += day.changed;
    out.set(key(day), sum);
  }
  return [...out];
}

const all = ({ added, withdrawn, changed }: Counts) => added + withdrawn + changed;

/** In what the inputs of two reviews differ; what the server says of it in English, in other words. */
export function inputText(words: (typeof policiesWords.ja)["simulation"], input: string) {
  const said = (among: Record<string, string>, code: string) => among[code] ?? code;
  const [, was, before = "", now = ""] = /^(.*): was `(.*)`, is `(.*)`$/.exec(input) ?? [];
  if (was !== undefined) return words.inputWas(said(words.inputKinds, was), before, now);
  const [, kind, name = "", change = ""] = /^(\w+) `(.*)` ([a-z ]+)$/.exec(input) ?? [];
  if (kind === undefined) return input;
  return words.inputChanged(said(words.inputKinds, kind), name, said(words.inputChanges, change));
}

/** By department, the one with most changes first. */
export function byDepartment(days: Day[]) {
  return summed(days, (day) => day.department).sort(
    ([one, a], [other, b]) => all(b) - all(a) || one.localeCompare(other, "ja"),
  );
}

/** By day in its order, of one department or of all. */
export function byDay(days: Day[], department?: string) {
  const some = department === undefined ? days : days.filter((day) => day.department === department);
  return summed(some, (day) => day.day).sort(([one], [other]) => (one < other ? -1 : 1));
}
