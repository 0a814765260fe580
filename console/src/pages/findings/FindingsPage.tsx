import { useQuery } from "@tanstack/react-query";
import { counts } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { SavedViews } from "../../parts/SavedViews.tsx";
import { Term } from "../../parts/Term.tsx";
import * as casesWords from "../../text/cases.ts";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { Exports } from "./Exports.tsx";
import { Filters } from "./Filters.tsx";
import { filterNames, filterOf } from "./filter.ts";
import { FindingMatrix } from "./FindingMatrix.tsx";
import { FindingTable } from "./FindingTable.tsx";
import { FindingTimeline } from "./FindingTimeline.tsx";

const views = ["table", "timeline", "matrix"] as const;

export default function FindingsPage() {
  const { m } = useTexts(findingsWords);
  return (
    <>
      <p className="lead">{m.findings.lead}</p>
      <ReviewPicker>{(review) => <Findings review={review} />}</ReviewPicker>
    </>
  );
}

function Findings({ review }: { review: string }) {
  const { m } = useTexts(casesWords, findingsWords);
  const { path, search } = usePlace();
  const filter = filterOf(search);
  const counted = useQuery(counts(review, { ...filter, by: "disposition" }));
  const view = views.find((one) => one === search.get("view")) ?? "table";
  const filtered = [...filterNames, "from", "until"].some((name) => search.has(name));
  return (
    <>
      <Filters review={review} filter={filter} />
      <div className="list-bar">
        <nav aria-label={m.findings.views} className="tabs">
          {views.map((one) => (
            <Link
              key={one}
              to={path + searchText({ ...Object.fromEntries(search), view: one === "table" ? "" : one })}
              aria-current={one === view ? "true" : undefined}
            >
              {m.findings[one]}
            </Link>
          ))}
        </nav>
        <p className="total" role="status" title={m.findings.countedHelp}>
          {counted.data && m.counted(counted.data.total)}
        </p>
        <Term of={filter.table === "undetermined" ? "undetermined" : "finding"} />
        <SavedViews />
        <Link to={`/cases${searchText({ route: filter.route, person: filter.viewer })}`}>{m.cases.toCases}</Link>
        <Exports review={review} />
      </div>
      <Loaded query={counted}>
        {({ total }) =>
          total === 0 ? (
            <p className="empty">{filtered ? m.findings.noneFit : m.review.noFindings}</p>
          ) : view === "table" ? (
            <FindingTable key={search.toString()} review={review} total={total} />
          ) : view === "timeline" ? (
            <FindingTimeline review={review} filter={filter} />
          ) : (
            <FindingMatrix review={review} filter={filter} />
          )
        }
      </Loaded>
    </>
  );
}
