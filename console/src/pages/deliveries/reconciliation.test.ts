import { expect, it } from "vitest";
import type { Schema } from "../../api/client.ts";
import { compared } from "./reconciliation.ts";

const delivery: Schema["Delivery"] = {
  delivery: "1",
  revision: 2,
  state: "archived",
  profile: "nol.toml",
  handed_in_by: "u",
  handed_in_at: "2026-11-01T00:00:00Z",
  slip: {
    system: "nol",
    file: "nol/a.csv",
    extracted_by: "P1",
    query: "all",
    from: "2024-09-30T15:00:00Z",
    until: "2024-10-31T15:00:00Z",
    counted: 10,
    sha256: "ab",
  },
};
const received = { sha256: "ab", bytes: 1, lines: 11, records: 10, rejects: 0 };
const verdicts = (one: Schema["Delivery"]) => Object.fromEntries(compared(one).map(({ item, verdict }) => [item, verdict]));

it("compares nothing before anything arrived", () => {
  expect(Object.values(verdicts(delivery))).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

it("says what is as the slip has it, and what is not", () => {
  expect(verdicts({ ...delivery, received })).toEqual({
    sha256: "same",
    counted: "same",
    from: "same",
    until: "same",
    rejects: undefined,
  });
  const differences = [
    { kind: "count" as const, stated: 10 as never, found: 9 as never },
    { kind: "period" as const, stated: "2024-10-31T15:00:00Z" as never, found: "2024-11-02T00:00:00Z" as never },
  ];
  expect(verdicts({ ...delivery, received: { ...received, sha256: "cd", records: 9, rejects: 3 }, differences })).toEqual({
    sha256: "differs",
    counted: "differs",
    from: "same",
    until: "differs",
    rejects: undefined,
  });
});
