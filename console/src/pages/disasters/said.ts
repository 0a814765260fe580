import type { PoolItem } from "./queries.ts";

/** How what a scan said is meant: done, look at it, or not done. */
export type Tone = "good" | "notice" | "bad";

const tones: Record<string, Tone> = {
  returned: "good",
  there: "good",
  here: "notice",
  twice: "notice",
  lent: "notice",
};

export const toneOf = (is: string): Tone => tones[is] ?? "bad";

export interface Said {
  is: string;
  /** Whose it is, where it is not from here. */
  office?: string | undefined;
}

/** What a code is in a stock-take at an office, by all pools; `before` was scanned already. */
export function inStock(items: PoolItem[], office: string, code: string, before: string[]): Said {
  if (before.includes(code)) return { is: "twice" };
  const item = items.find((one) => one.kind === "terminal" && one.code === code);
  if (!item) return { is: "unknown" };
  if (item.office !== office) return { is: "elsewhere", office: item.office };
  return { is: item.state === "lent" ? "lent" : "there" };
}

/** The same of codes in the order in which they were scanned; what was scanned last comes first. */
export function allInStock(items: PoolItem[], office: string, codes: string[]) {
  return codes.map((code, at) => ({ code, result: inStock(items, office, code, codes.slice(0, at)) })).reverse();
}

/** Terminals that have to be there and were not scanned yet. */
export function notScanned(items: PoolItem[], office: string, scanned: string[]) {
  const expected = items.filter(
    (one) => one.kind === "terminal" && one.office === office && one.state !== "lent" && one.state !== "retired",
  );
  return expected.map(({ code }) => code).filter((code) => !scanned.includes(code));
}
