import type { FindingFilter } from "../../api/queries.ts";
import { searchText } from "../../app/location.ts";
import { dayBegins } from "../../time/japan.ts";

// The filters of the list of findings, as the address of the page says them. Days are Japan's and
// both belong to the period, as people say it; the API takes instants, the last one excluded.

export type Sort = "file" | "time" | "system" | "account" | "viewer" | "route" | "disposition" | "retailer";

export const filterNames = ["disposition", "system", "route", "viewer", "retailer"] as const;
const dispositions = ["violation", "attempt", "doubtful", "undetermined"] as const;

function oneOf<Value extends string>(values: readonly Value[], given: string | null) {
  return values.find((value) => value === given);
}

/** What of an address the API understands; an address that somebody mistyped filters less. */
export function filterOf(search: URLSearchParams): FindingFilter {
  const out: FindingFilter = {};
  if (search.get("table") === "undetermined") out.table = "undetermined";
  const disposition = oneOf(dispositions, search.get("disposition"));
  if (disposition) out.disposition = disposition;
  for (const name of ["system", "route", "viewer", "retailer"] as const) {
    const value = search.get(name);
    if (value) out[name] = value;
  }
  const from = dayBegins(search.get("from") ?? "");
  if (from) out.from = from;
  const until = dayBegins(search.get("until") ?? "", 1);
  if (until) out.until = until;
  return out;
}

export function sortOf(search: URLSearchParams): `${"" | "-"}${Sort}` {
  const given = search.get("sort") ?? "";
  const columns = ["file", "time", "system", "account", "viewer", "route", "disposition", "retailer"] as const;
  const column = oneOf(columns, given.replace(/^-/, ""));
  if (!column) return "-time";
  return given.startsWith("-") ? `-${column}` : column;
}

type Wanted = Partial<
  Record<(typeof filterNames)[number] | "review" | "table" | "from" | "until" | "view", string>
>;

/** The address of the findings that a number counts. */
export function findingsAt(wanted: Wanted) {
  return `/findings${searchText(wanted)}`;
}

/** The address of one finding: its time narrows the search for it. */
export function findingAt(
  review: string,
  table: string | undefined,
  one: { file: string; line: number; time: string; system: string },
) {
  return `/finding${searchText({
    review,
    table,
    system: one.system,
    time: one.time,
    file: one.file,
    line: String(one.line),
  })}`;
}
