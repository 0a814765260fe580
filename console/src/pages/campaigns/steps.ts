import type { Schema } from "../../api/client.ts";

export interface Step {
  name: string;
  state: "done" | "now" | "later";
  /** Of systems: how many are past it. */
  part?: number;
  whole?: number;
}

const order = ["frozen", "stated", "self-checked", "checked"] as const;

/** How far a campaign is: the first step that is not done is the one it waits for. */
export function stepsOf({ campaign, systems }: Schema["CampaignDetail"]): Step[] {
  const past = (state: (typeof order)[number]) =>
    systems.filter((one) => order.indexOf(one.state) >= order.indexOf(state)).length;
  const frozen = campaign.state !== "open";
  const of = (name: string, state: (typeof order)[number]) => {
    const part = frozen ? past(state) : 0;
    return { name, done: frozen && part === systems.length, part, whole: systems.length };
  };
  const all =
    campaign.kind === "audit"
      ? [
          { name: "open", done: true },
          { name: "freeze", done: frozen },
          { name: "sample", done: campaign.seed !== undefined },
          { name: "re-perform", done: campaign.re_performed !== undefined },
          { name: "report", done: campaign.state === "reported" },
        ]
      : [
          { name: "open", done: true },
          { name: "freeze", done: frozen },
          of("state", "stated"),
          of("self-check", "self-checked"),
          of("check", "checked"),
          { name: "approve", done: campaign.state === "approved" },
        ];
  const now = all.findIndex((one) => !one.done);
  return all.map(({ done, ...step }, index) => ({ ...step, state: done ? "done" : index === now ? "now" : "later" }));
}

/** `nol, 配電部, it-nol` a line: what somebody wrote of who owns which system. */
export function ownersIn(text: string): Schema["SystemOwner"][] {
  return text
    .split("\n")
    .map((line) => line.split(/[,、,]/).map((part) => part.trim()))
    .filter(([system]) => system)
    .map(([system = "", department = "", extracted_by]) => ({
      system,
      department,
      ...(extracted_by ? { extracted_by } : {}),
    }));
}
