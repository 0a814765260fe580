import type { Schema } from "../../api/client.ts";
import type { Bar } from "../../parts/StackedBars.tsx";
import { monthsBetween } from "../../time/japan.ts";

const order = ["violation", "attempt", "doubtful", "undetermined"];

function lastDay(month: string) {
  const [year = 0, count = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, count, 0)).toISOString().slice(0, 10);
}

function daysBetween(first: string, last: string) {
  const out: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    out.push(new Date(at).toISOString().slice(0, 10));
  }
  return out;
}

/** Bars of counts by day and disposition, with none left out where nothing was found. */
export function bars(
  groups: Schema["FindingGroup"][],
  unit: "day" | "month",
  to: (from: string, until: string) => string,
): Bar[] {
  const length = unit === "day" ? 10 : 7;
  const counted = new Map<string, Map<string, number>>();
  for (const group of groups) {
    const at = group.by.slice(0, length);
    const parts = counted.get(at) ?? new Map<string, number>();
    parts.set(group.and ?? "", (parts.get(group.and ?? "") ?? 0) + group.findings);
    counted.set(at, parts);
  }
  const keys = [...counted.keys()].sort();
  const [first, last] = [keys.at(0), keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = unit === "day" ? daysBetween(first, last) : monthsBetween(first, last);
  const every = Math.ceil(all.length / 16);
  return all.map((label, index) => ({
    label,
    ...(index % every === 0 ? { tick: unit === "day" ? label.slice(5) : label } : {}),
    to: unit === "day" ? to(label, label) : to(`${label}-01`, lastDay(label)),
    parts: order.map((code) => ({ code, value: counted.get(label)?.get(code) ?? 0 })),
  }));
}
