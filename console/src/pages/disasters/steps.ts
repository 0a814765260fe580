import type { Lending } from "./queries.ts";

export interface LendingStep {
  name: "lent" | "slip" | "code" | "returned" | "deleted";
  done: boolean;
  /** What comes next of it. */
  now: boolean;
}

type Known = Pick<Lending, "state" | "slip_handed_over" | "code_handed_over" | "terminal_returned" | "account_deleted">;

/**
 * How far a lending is. Sheets are handed over while it is lent, and not every helper needs a code; a
 * terminal and a deletion are owed when it is over.
 */
export function stepsOf(lending: Known): LendingStep[] {
  const steps: Omit<LendingStep, "now">[] = [
    { name: "lent", done: true },
    { name: "slip", done: lending.slip_handed_over !== undefined },
    { name: "code", done: lending.code_handed_over !== undefined },
    { name: "returned", done: lending.terminal_returned !== undefined },
    { name: "deleted", done: lending.account_deleted !== undefined },
  ];
  const open = lending.state === "lent" ? ["slip", "code", "returned"] : ["returned", "deleted"];
  const next = steps.find(({ name, done }) => !done && open.includes(name));
  return steps.map((one) => ({ ...one, now: one === next }));
}
