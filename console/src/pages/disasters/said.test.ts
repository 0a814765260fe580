import { expect, it } from "vitest";
import type { PoolItem } from "./queries.ts";
import { allInStock, inStock, notScanned, toneOf } from "./said.ts";

const item = (code: string, office: string, state: PoolItem["state"], kind: PoolItem["kind"] = "terminal") =>
  ({ item: code, code, office, state, kind, since: "" }) satisfies PoolItem;

const items = [
  item("T1", "熊本", "ready"),
  item("T2", "熊本", "lent"),
  item("T3", "阿蘇", "ready"),
  item("T4", "熊本", "missing"),
  item("T5", "熊本", "retired"),
  item("nol/dr1", "熊本", "ready", "account"),
];

it("says of a code whether it belongs here", () => {
  const said = (code: string, before: string[] = []) => inStock(items, "熊本", code, before);
  expect(said("T1")).toEqual({ is: "there" });
  expect(said("T1", ["T1"])).toEqual({ is: "twice" });
  expect(said("T2")).toEqual({ is: "lent" });
  expect(said("T3")).toEqual({ is: "elsewhere", office: "阿蘇" });
  expect(said("T4")).toEqual({ is: "there" });
  expect(said("nol/dr1")).toEqual({ is: "unknown" });
  expect(said("X")).toEqual({ is: "unknown" });
});

it("says the same of codes that were scanned before a reload, the last one first", () => {
  expect(allInStock(items, "熊本", ["T1", "T3", "T1"])).toEqual([
    { code: "T1", result: { is: "twice" } },
    { code: "T3", result: { is: "elsewhere", office: "阿蘇" } },
    { code: "T1", result: { is: "there" } },
  ]);
});

it("knows what has to be there still", () => {
  expect(notScanned(items, "熊本", [])).toEqual(["T1", "T4"]);
  expect(notScanned(items, "熊本", ["T1", "T3"])).toEqual(["T4"]);
});

it("takes what it does not know for a failure", () => {
  expect(["returned", "twice", "elsewhere", "new"].map(toneOf)).toEqual(["good", "notice", "bad", "bad"]);
});
