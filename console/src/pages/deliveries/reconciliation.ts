import type { Schema } from "../../api/client.ts";

type Delivery = Schema["Delivery"];
export type Verdict = "same" | "differs";

export interface Compared {
  item: "sha256" | "counted" | "from" | "until" | "rejects";
  stated: string | number | undefined;
  received: string | number | undefined;
  /** None where nothing arrived, or the slip says nothing of it. */
  verdict: Verdict | undefined;
}

/** What a slip says against what arrived. A period is kept where every access lies within it. */
export function compared({ slip, received, differences = [] }: Delivery): Compared[] {
  const differs = (kind: string, bound?: string) =>
    differences.some((one) => one.kind === kind && (bound === undefined || (one.stated) === bound));
  const verdict = (wrong: boolean) => (received === undefined ? undefined : wrong ? "differs" : "same");
  return [
    { item: "sha256", stated: slip.sha256, received: received?.sha256, verdict: verdict(received?.sha256 !== slip.sha256) },
    { item: "counted", stated: slip.counted, received: received?.records, verdict: verdict(differs("count")) },
    { item: "from", stated: slip.from, received: received?.from, verdict: verdict(differs("period", slip.from)) },
    { item: "until", stated: slip.until, received: received?.until, verdict: verdict(differs("period", slip.until)) },
    { item: "rejects", stated: undefined, received: received?.rejects, verdict: undefined },
  ];
}
