import type { Schema } from "../../api/client.ts";

/** Who used which ID how often. */
export interface Pair {
  id: string;
  taker: string;
  looks: number;
}

interface Placed {
  name: string;
  looks: number;
  y: number;
}

export interface Drawing {
  ids: Placed[];
  takers: Placed[];
  /** Of the drawn pairs, from where to where, and how wide. */
  lines: { pair: Pair; from: number; to: number; width: number }[];
  height: number;
}

const rowHeight = 24;
const widest = 10;

/** Pairs of what the API counted by account and viewer, the most looks first. */
export function pairsOf(groups: Schema["FindingGroup"][]): Pair[] {
  return groups
    .map(({ by, and = "", findings }) => ({ id: by, taker: and, looks: findings }))
    .sort((one, other) => other.looks - one.looks || one.id.localeCompare(other.id));
}

/** Names by their looks, a row each; `order` says which of two rows stands above. */
function placed(pairs: Pair[], side: "id" | "taker", order: (name: string, looks: number) => number): Placed[] {
  const looks = new Map<string, number>();
  for (const pair of pairs) looks.set(pair[side], (looks.get(pair[side]) ?? 0) + pair.looks);
  return [...looks]
    .map(([name, sum]) => ({ name, looks: sum, at: order(name, sum) }))
    .sort((one, other) => one.at - other.at)
    .map(({ name, looks: sum }, row) => ({ name, looks: sum, y: row * rowHeight + rowHeight / 2 }));
}

/** IDs on the left, those with the most looks first; takers on the right, where their lines lead. */
export function drawingOf(pairs: Pair[]): Drawing {
  const ids = placed(pairs, "id", (_, looks) => -looks);
  const yOf = new Map(ids.map(({ name, y }) => [name, y]));
  const middle = (taker: string) => {
    const theirs = pairs.filter((pair) => pair.taker === taker);
    return theirs.reduce((sum, pair) => sum + (yOf.get(pair.id) ?? 0), 0) / theirs.length;
  };
  const takers = placed(pairs, "taker", middle);
  const takerAt = new Map(takers.map(({ name, y }) => [name, y]));
  const most = Math.max(1, ...pairs.map((pair) => pair.looks));
  return {
    ids,
    takers,
    lines: pairs.map((pair) => ({
      pair,
      from: yOf.get(pair.id) ?? 0,
      to: takerAt.get(pair.taker) ?? 0,
      width: 1 + (widest - 1) * (pair.looks / most),
    })),
    height: Math.max(ids.length, takers.length) * rowHeight,
  };
}
