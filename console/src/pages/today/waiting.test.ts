import { describe, expect, it } from "vitest";
import type { Schema } from "../../api/client.ts";
import { ja } from "../../text/today.ts";
import { waitingFor } from "./waiting.ts";

type Coming = Schema["ComingPage"]["items"][number];

const one = (event: Coming["event"], register: string) =>
  ({ event, at: "2026-12-01T00:00:00+09:00", fact: 1, says: { register, fields: {} } }) as unknown as Coming;

describe("what waits", () => {
  it("counts transfers by what begins and rights by what ends, and leads to each", () => {
    const coming = [one("begins", "assignments"), one("ends", "assignments"), one("ends", "entitlements"), one("ends", "grants"), one("begins", "grants")];
    const points = waitingFor(ja, { toTriage: 3, coming }, "2026-12-04");
    expect(points.map(({ to }) => to)).toEqual([
      "/cases?state=open",
      "/coming?table=assignments&until=2026-12-04",
      "/coming?until=2026-12-04",
    ]);
    expect(points.map(({ text }) => /\d+/.exec(text.replace("1週間", ""))?.[0])).toEqual(["3", "1", "2"]);
  });

  it("says nothing of what nobody waits for, or may not be seen", () => {
    const approved = { state: "approved" } as Schema["Campaign"];
    expect(waitingFor(ja, {}, "2026-12-04")).toEqual([]);
    expect(waitingFor(ja, { toCheck: 0, campaigns: [approved] }, "2026-12-04")).toEqual([]);
    expect(waitingFor(ja, { campaigns: [approved, { state: "frozen" } as Schema["Campaign"]] }, "")).toHaveLength(1);
  });

  it("leads to what the desk owes and what has to be reviewed, the most urgent first", () => {
    const opening = (state: Schema["Opening"]["state"], owed: number) => ({ state, not_returned: owed, not_deleted: 1 });
    const disasters = [{ openings: [opening("proposed", 0), opening("over", 2)] }] as Schema["Disaster"][];
    const emergencies = [{ state: "asked" }, { state: "over" }, { state: "reviewed" }] as Schema["Emergency"][];
    const points = waitingFor(ja, { toTriage: 1, disasters, irregular: 3, emergencies, looks: 5 }, "");
    expect(points.map(({ text, to }) => `${/\d+/.exec(text)?.[0] ?? ""} ${to}`)).toEqual([
      "1 /emergencies?state=asked",
      "1 /emergencies?state=over",
      "5 /outages?view=looks&reviewed=no",
      "1 /disasters?state=current",
      "4 /lendings?state=ended",
      "1 /cases?state=open",
      "3 /irregularities?state=open",
    ]);
  });
});
