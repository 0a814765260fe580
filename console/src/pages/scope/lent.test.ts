import { describe, expect, it } from "vitest";
import { drawingOf, pairsOf } from "./lent.ts";

const groups = [
  { by: "a1", and: "E1", findings: 2 },
  { by: "a2", and: "E2", findings: 9 },
  { by: "a1", and: "E2", findings: 1 },
  { by: "a3", and: "", findings: 4 },
];

describe("who used whose ID", () => {
  it("is told by pairs, the most looks first", () => {
    expect(pairsOf(groups).map(({ id, taker }) => `${id} ${taker}`)).toEqual(["a2 E2", "a3 ", "a1 E1", "a1 E2"]);
  });

  it("is drawn with every name once, and every line between its two names", () => {
    const { ids, takers, lines, height } = drawingOf(pairsOf(groups));
    expect(ids.map(({ name, looks }) => [name, looks])).toEqual([["a2", 9], ["a3", 4], ["a1", 3]]);
    expect(takers.map(({ name }) => name).sort()).toEqual(["", "E1", "E2"]);
    expect(height).toBe(72);
    for (const { pair, from, to } of lines) {
      expect(ids.find(({ y }) => y === from)?.name).toBe(pair.id);
      expect(takers.find(({ y }) => y === to)?.name).toBe(pair.taker);
    }
    expect(Math.max(...lines.map(({ width }) => width))).toBe(10);
  });

  it("is nothing where nobody did", () => {
    expect(drawingOf([])).toEqual({ ids: [], takers: [], lines: [], height: 0 });
  });
});
