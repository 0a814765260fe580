import { useQuery } from "@tanstack/react-query";
import { counts, type FindingFilter } from "../../api/queries.ts";
import { searchText, usePlace } from "../../app/location.ts";
import { Legend } from "../../parts/Legend.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { StackedBars } from "../../parts/StackedBars.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { bars } from "./bars.ts";

const daysAtMost = 92;

/** Findings over time: by month, or by day where that can still be read. */
export function FindingTimeline({ review, filter }: { review: string; filter: FindingFilter }) {
  const { m } = useTexts(findingsWords);
  const { search } = usePlace();
  const byDay = useQuery(counts(review, { ...filter, by: "day", and: "disposition" }));
  return (
    <Loaded query={byDay}>
      {({ groups }) => {
        const days = new Set(groups.map((group) => group.by));
        const unit = span([...days]) <= daysAtMost ? "day" : "month";
        const kept = Object.fromEntries(search);
        const shown = bars(groups, unit, (from, until) => {
          const view = unit === "month" ? "timeline" : "";
          return `/findings${searchText({ ...kept, review, from, until, view })}`;
        });
        return (
          <section>
            <h2>{unit === "day" ? m.findings.perDay : m.findings.perMonth}</h2>
            <StackedBars bars={shown} title={unit === "day" ? m.findings.perDay : m.findings.perMonth} />
            <Legend codes={[...new Set(groups.map((group) => group.and ?? ""))]} />
          </section>
        );
      }}
    </Loaded>
  );
}

function span(days: string[]) {
  const [first, last] = [days.at(0), days.at(-1)];
  return first && last ? (Date.parse(last) - Date.parse(first)) / 86_400_000 : 0;
}
