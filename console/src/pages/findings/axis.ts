import type { Schema } from "../../api/client.ts";
import { japan } from "../../time/japan.ts";

const day = 86_400_000;

export interface Axis {
  from: number;
  until: number;
  /** Where an instant stands, 0 to 1; beyond the ends at them. */
  at: (instant: number) => number;
  ticks: { at: number; label: string }[];
}

/**
 * The time that shows best what was so around an access: every bound of a fact within three years
 * of it, and a margin; at least half a year to each side.
 */
export function axisAround(look: number, facts: Schema["ExplainedFact"][]): Axis {
  const near = 3 * 365 * day;
  const bounds = facts
    .flatMap((fact) => [fact.from, fact.until])
    .flatMap((bound) => (bound === null ? [] : [Date.parse(bound)]))
    .filter((bound) => Math.abs(bound - look) <= near);
  const margin = 45 * day;
  const from = Math.min(look - 183 * day, ...bounds) - margin;
  const until = Math.max(look + 183 * day, ...bounds) + margin;
  const at = (instant: number) => Math.min(1, Math.max(0, (instant - from) / (until - from)));
  return { from, until, at, ticks: ticks(from, until).map((one) => ({ ...one, at: at(one.at) })) };
}

/** Firsts of months, as many as can be read side by side; fiscal halves where months are too many. */
function ticks(from: number, until: number) {
  const months = (until - from) / (30 * day);
  const every = months > 40 ? 12 : months > 18 ? 6 : 3;
  const out: { at: number; label: string }[] = [];
  const first = japan(from);
  for (let year = first.year, month = first.month; ; month += 1) {
    if (month > 12) {
      month = 1;
      year += 1;
    }
    const label = `${year}-${String(month).padStart(2, "0")}`;
    const at = Date.parse(`${label}-01T00:00:00+09:00`);
    if (at > until) return out;
    if (at >= from && (month - 4 + 12) % every === 0) out.push({ at, label });
  }
}
