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
  disasters?: Schema["Disaster"][] | undefined;
  irregular?: number | undefined;
  emergencies?: Schema["Emergency"][] | undefined;
  looks?: number | undefined;
}

/** What is a right to look for as long as it lasts. */
const grants = ["entitlements", "grants", "terminal_loans", "outsourcing", "outsourcing_staff", "shared_account_users"];

/** What the disaster desk owes, and what has to be approved or reviewed because somebody looked who had no right to. */
function inEmergencies({ today }: typeof todayWords.ja, { disasters = [], irregular = 0, emergencies = [], looks = 0 }: Waiting): [number, Point][] {
  const openings = disasters.flatMap((one) => one.openings);
  const proposed = openings.filter(({ state }) => state === "proposed").length;
  const owed = openings.reduce((sum, one) => sum + one.not_returned + one.not_deleted, 0);
  const asked = emergencies.filter(({ state }) => state === "asked").length;
  const over = emergencies.filter(({ state }) => state === "over").length;
  return [
    [asked, { weight: "act", text: today.asked(asked), help: today.askedHelp, to: "/emergencies?state=asked" }],
    [over, { weight: "act", text: today.toReview(over), help: today.toReviewHelp, to: "/emergencies?state=over" }],
    [looks, { weight: "act", text: today.looks(looks), help: today.looksHelp, to: "/outages?view=looks&reviewed=no" }],
    [proposed, { weight: "act", text: today.proposed(proposed), help: today.proposedHelp, to: "/disasters?state=current" }],
    [owed, { weight: "act", text: today.owed(owed), help: today.owedHelp, to: "/lendings?state=ended" }],
    [irregular, { weight: "decide", text: today.irregular(irregular), help: today.irregularHelp, to: "/irregularities?state=open" }],
  ];
}

/** What waits for somebody whatever the newest review says; `until` is the last day of what is coming. */
export function waitingFor(m: typeof todayWords.ja, waiting: Waiting, until: string) {
  const { toTriage = 0, toCheck = 0, coming = [], campaigns = [] } = waiting;
  const { today } = m;
  const events = (event: string, of: string[]) =>
    coming.filter((one) => one.event === event && of.includes(one.says.register)).length;
  const transfers = events("begins", ["assignments"]);
  const ending = events("ends", grants);
  const open = campaigns.filter(({ state }) => state === "open" || state === "frozen").length;
  const points: [number, Point][] = [
    ...inEmergencies(m, waiting),
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
  const weights = ["act", "decide", "know"];
  return points
    .flatMap(([count, point]) => (count > 0 ? [point] : []))
    .sort((one, other) => weights.indexOf(one.weight) - weights.indexOf(other.weight));
}
