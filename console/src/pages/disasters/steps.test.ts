import { expect, it } from "vitest";
import { stepsOf } from "./steps.ts";

const at = { at: "2026-09-10T00:00:00Z", by: "p" };
const next = (lending: Parameters<typeof stepsOf>[0]) => stepsOf(lending).find(({ now }) => now)?.name;

it("hands over both sheets before the terminal comes back", () => {
  expect(next({ state: "lent" })).toBe("slip");
  expect(next({ state: "lent", slip_handed_over: at })).toBe("code");
  expect(next({ state: "lent", slip_handed_over: at, code_handed_over: at })).toBe("returned");
});

it("owes the terminal and the deletion when it is over, whatever was handed over", () => {
  expect(next({ state: "ended" })).toBe("returned");
  expect(next({ state: "ended", terminal_returned: at.at })).toBe("deleted");
  expect(next({ state: "settled", terminal_returned: at.at, account_deleted: at.at })).toBeUndefined();
});
