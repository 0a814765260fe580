import { expect, it } from "vitest";
import { niceStep } from "../../parts/scale.ts";
import { bars } from "./bars.ts";

const group = (by: string, and: string, findings: number) => ({ by, and, findings });

it("sums days to months, and leaves no month out", () => {
  const shown = bars(
    [group("2024-01-30", "violation", 2), group("2024-01-31", "violation", 3), group("2024-03-01", "attempt", 1)],
    "month",
    (from, until) => `${from}..${until}`,
  );
  expect(shown.map((bar) => [bar.label, bar.parts[0]?.value, bar.parts[1]?.value])).toEqual([
    ["2024-01", 5, 0],
    ["2024-02", 0, 0],
    ["2024-03", 0, 1],
  ]);
  expect(shown[1]?.to).toBe("2024-02-01..2024-02-29");
});

it("has nothing to show of nothing", () => {
  expect(bars([], "day", () => "")).toEqual([]);
});

it("draws three to six lines", () => {
  for (const most of [1, 7, 12, 99, 101, 4999, 12_345]) {
    const lines = Math.ceil(most / niceStep(most));
    expect(lines, String(most)).toBeGreaterThan(0);
    expect(lines, String(most)).toBeLessThan(6);
  }
});
