import type { Schema } from "../../api/client.ts";
import { searchText } from "../../app/location.ts";
import type * as todayWords from "../../text/today.ts";
import { findingsAt } from "../findings/filter.ts";

export interface Point {
  text: string;
  help: string;
  to: string;
  /** Somebody must act, must decide, or must know. */
  weight: "act" | "decide" | "know";
}

/** What of a review needs somebody, the most urgent first. */
export function attentionOf(
  m: typeof todayWords.ja,
  review: string,
  { total, systems_without_log, exposures }: Schema["Scope"],
  received: Schema["Coverage"] | undefined,
  rejects: number | undefined,
): Point[] {
  const scope = `/scope${searchText({ review })}`;
  const logs = `/logs${searchText({ review })}`;
  const open = new Set(exposures.filter((one) => one.until === null).map((one) => `${one.system} ${one.account}`));
  const gaps = Object.values(received?.systems ?? {}).reduce((sum, one) => sum + one.gaps.length, 0);
  const lines = received?.files.reduce((sum, file) => sum + file.lines, 0) ?? 0;
  const { today } = m;
  const points: [number, Point][] = [
    [
      open.size,
      { weight: "act", text: today.open(open.size), help: today.openHelp, to: `${scope}#exposures` },
    ],
    [
      total.violations,
      {
        weight: "act",
        text: today.violations(total.violations),
        help: today.violationsHelp(total.contracts ?? 0, total.retailers ?? 0),
        to: findingsAt({ review, disposition: "violation" }),
      },
    ],
    [
      total.unknown_viewer_looks,
      {
        weight: "act",
        text: today.unknownViewers(total.unknown_viewer_looks),
        help: today.unknownViewersHelp,
        to: findingsAt({ review, disposition: "violation", view: "matrix" }),
      },
    ],
    [
      total.doubtful,
      {
        weight: "decide",
        text: today.doubtful(total.doubtful),
        help: today.doubtfulHelp,
        to: findingsAt({ review, disposition: "doubtful" }),
      },
    ],
    [
      total.undetermined,
      {
        weight: "decide",
        text: today.undetermined(total.undetermined),
        help: today.undeterminedHelp,
        to: findingsAt({ review, table: "undetermined" }),
      },
    ],
    [
      systems_without_log.length,
      {
        weight: "know",
        text: today.withoutLog(systems_without_log.length),
        help: today.withoutLogHelp,
        to: logs,
      },
    ],
    [gaps, { weight: "know", text: today.gaps(gaps), help: today.gapsHelp, to: `${logs}#gaps` }],
    [
      rejects ?? 0,
      { weight: "know", text: today.rejects(rejects ?? 0), help: today.rejectsHelp(lines), to: `${logs}#rejects` },
    ],
  ];
  return points.flatMap(([count, point]) => (count > 0 ? [point] : []));
}
