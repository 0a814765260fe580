import type { Schema } from "../../api/client.ts";
import { searchText } from "../../app/location.ts";
import type * as todayWords from "../../text/today.ts";
import type { Point } from "./attention.ts";

/** How many of each wait; what somebody may not see is not known. */
export interface Waiting {
  toTriage?: number | undefined;
  toCheck?: number | undefined;
  coming?: Schema["ComingPage"]["items"] | undefined;
  campaigns?: Schema["Campaign"][] | undefined;
}

/** What is a right to look for as long as it lasts. */
const grants = ["entitlements", "grants", "terminal_loans", "outsourcing", "outsourcing_staff", "shared_account_users"];

/** What waits for somebody whatever the newest review says; `until` is the last day of what is coming. */
export function waitingFor(m: typeof todayWords.ja, { toTriage = 0, toCheck = 0, coming = [], campaigns = [] }: Waiting, until: string) {
  const { today } = m;
  const events = (event: string, of: string[]) =>
    coming.filter((one) => one.event === event && of.includes(one.says.register)).length;
  const transfers = events("begins", ["assignments"]);
  const ending = events("ends", grants);
  const open = campaigns.filter(({ state }) => state === "open" || state === "frozen").length;
  const points: [number, Point][] = [
    [
      toTriage,
      { weight: "act", text: today.toTriage(toTriage), help: today.toTriageHelp, to: "/cases?state=open" },
    ],
    [
      toCheck,
      { weight: "act", text: today.toCheck(toCheck), help: today.toCheckHelp, to: "/cases?state=triaged" },
    ],
    [
      transfers,
      {
        weight: "decide",
        text: today.transfers(transfers),
        help: today.transfersHelp,
        to: `/coming${searchText({ table: "assignments", until })}`,
      },
    ],
    [
      ending,
      { weight: "decide", text: today.ending(ending), help: today.endingHelp, to: `/coming${searchText({ until })}` },
    ],
    [open, { weight: "know", text: today.reviewsDue(open), help: today.reviewsDueHelp, to: "/campaigns" }],
  ];
  return points.flatMap(([count, point]) => (count > 0 ? [point] : []));
}
