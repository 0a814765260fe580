import type { Emergency } from "./queries.ts";

export interface EmergencyStep {
  name: "asked" | "approved" | "used" | "reviewed";
  state: "done" | "now" | "later";
}

const at: Record<Emergency["state"], number> = { asked: 1, refused: 1, running: 2, over: 3, reviewed: 4 };

/** How far an emergency is; one that was sent back goes no further. */
export function stepsOf({ state }: Pick<Emergency, "state">): EmergencyStep[] {
  return (["asked", "approved", "used", "reviewed"] as const).map((name, index) => ({
    name,
    state: index < at[state] ? "done" : index === at[state] && state !== "refused" ? "now" : "later",
  }));
}
