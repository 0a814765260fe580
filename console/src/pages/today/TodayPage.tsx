import { useQueries, useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { counts, coverage, rejectCount, scope } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { useMay } from "../../app/may.ts";
import { useAreas } from "../../app/pages.tsx";
import { useReview } from "../../app/review.ts";
import { Figure } from "../../parts/Figure.tsx";
import { Legend } from "../../parts/Legend.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { StackedBars } from "../../parts/StackedBars.tsx";
import { Windows } from "../../parts/Window.tsx";
import * as todayWords from "../../text/today.ts";
import { useTexts } from "../../text/language.ts";
import { checkpoint, hasNoRecord } from "../evidence/checkpoint.ts";
import { checkpointOf } from "../evidence/note.ts";
import { bars } from "../findings/bars.ts";
import { findingsAt } from "../findings/filter.ts";
import { JobItem } from "../jobs/JobItem.tsx";
import { attentionOf } from "./attention.ts";
import { AttentionList } from "./AttentionList.tsx";
import { DueList } from "./DueList.tsx";
import { WaitingList } from "./WaitingList.tsx";

const dispositions = ["violation", "attempt", "doubtful"];

export default function TodayPage() {
  const { m } = useTexts(todayWords);
  const may = useMay();
  return (
    <>
      <p className="lead">{m.today.lead}</p>
      <div className="today">
        <div className="today-main">
          <WaitingList />
          {may("review") ? <OfReview /> : <Places />}
        </div>
        <aside className="today-side">
          {may("case") && <DueList />}
          {may("review") && <Running />}
          {may("record") && <LastCheckpoint />}
        </aside>
      </div>
    </>
  );
}

/** What a review says; where the server cannot say which there are, under what heading that would stand. */
function OfReview() {
  const { m } = useTexts(todayWords);
  const { all } = useReview();
  return (
    <>
      {all.isLoadingError && <h2>{m.today.attention}</h2>}
      <ReviewPicker>{(review) => <Newest review={review} />}</ReviewPicker>
    </>
  );
}

/** Where those work who see no review. */
function Places() {
  const { m } = useTexts(todayWords);
  const areas = useAreas().flatMap(({ members }) => members);
  return (
    <section aria-labelledby="places">
      <h2 id="places">{m.today.places}</h2>
      <ul className="attention">
        {areas
          .filter(({ path }) => path !== "/")
          .map(({ path, name }) => (
            <li key={path} className="attention-know">
              <Link to={path}>{m.pages[name]}</Link>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Newest({ review }: { review: string }) {
  const { m } = useTexts(todayWords);
  const reached = useQuery(scope(review));
  return (
    <>
      <Attention review={review} />
      <Loaded query={reached}>
        {({ total }) => (
          <section aria-labelledby="by-disposition">
            <h2 id="by-disposition">{m.today.byDisposition}</h2>
            <p className="help">{m.today.byDispositionHelp}</p>
            <dl className="figures">
              {(["violation", "attempt", "doubtful"] as const).map((code) => (
                <Figure
                  key={code}
                  label={m.disposition[code] ?? code}
                  help={m.dispositionHelp[code] ?? ""}
                  to={findingsAt({ review, disposition: code })}
                >
                  {m.count(total[code === "violation" ? "violations" : code === "attempt" ? "attempts" : code])}
                </Figure>
              ))}
              <Figure
                label={m.disposition["undetermined"] ?? ""}
                help={m.dispositionHelp["undetermined"] ?? ""}
                to={findingsAt({ review, table: "undetermined" })}
              >
                {m.count(total.undetermined)}
              </Figure>
            </dl>
            <Windows windows={total.windows} />
          </section>
        )}
      </Loaded>
      <Trend review={review} />
    </>
  );
}

function Attention({ review }: { review: string }) {
  const { m } = useTexts(todayWords);
  const reached = useQuery(scope(review));
  const received = useQuery(coverage(review));
  const rejects = useQuery(rejectCount(review));
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{m.today.attention}</h2>
      <Loaded query={reached}>
        {(scope) => {
          const points = attentionOf(m, review, scope, received.data, rejects.data);
          return points.length === 0 ? (
            <p className="empty">{m.today.nothing}</p>
          ) : (
            <AttentionList points={points} />
          );
        }}
      </Loaded>
    </section>
  );
}

function Trend({ review }: { review: string }) {
  const { m } = useTexts(todayWords);
  const byMonth = useQuery(counts(review, { by: "month", and: "disposition" }));
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{m.today.trend}</h2>
      <p className="help">{m.today.trendHelp}</p>
      <Loaded query={byMonth}>
        {({ groups }) =>
          groups.length === 0 ? (
            <p className="empty">{m.review.noFindings}</p>
          ) : (
            <>
              <StackedBars
                title={m.today.trend}
                bars={bars(groups, "month", (from, until) => findingsAt({ review, from, until }))}
              />
              <Legend codes={dispositions} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function useJobs(state: "queued" | "running" | "failed" | "interrupted") {
  return {
    queryKey: ["jobs", state, "today"],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get("/api/v1/jobs", { query: { state, limit: 20 }, signal }),
    refetchInterval: 15_000,
  };
}

function Running() {
  const { m } = useTexts(todayWords);
  const [running, queued, failed, interrupted] = useQueries({
    queries: [useJobs("running"), useJobs("queued"), useJobs("failed"), useJobs("interrupted")],
  });
  const under = [...(running.data?.items ?? []), ...(queued.data?.items ?? [])];
  const broken = (failed.data?.items.length ?? 0) + (interrupted.data?.items.length ?? 0);
  const state = (failed.data?.items.length ?? 0) > 0 ? "failed" : "interrupted";
  return (
    <section aria-labelledby="running">
      <h2 id="running">{m.today.running}</h2>
      <Loaded query={running}>
        {() =>
          under.length === 0 ? (
            <p className="help">{m.today.noneRunning}</p>
          ) : (
            <ul className="jobs">
              {under.map((job) => (
                <JobItem key={job.job} job={job} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {broken > 0 && (
        <ul className="attention">
          <li className="attention-act">
            <Link to={`/jobs${searchText({ state })}`}>{m.today.jobFailed(broken)}</Link>
            <span className="help">{m.today.jobFailedHelp}</span>
          </li>
        </ul>
      )}
    </section>
  );
}

function LastCheckpoint() {
  const { m } = useTexts(todayWords);
  const note = useQuery(checkpoint());
  const said = note.data === undefined ? undefined : checkpointOf(note.data);
  return (
    <section aria-labelledby="last-checkpoint">
      <h2 id="last-checkpoint">{m.today.checkpoint}</h2>
      {said ? (
        <>
          <p>
            <Link to="/evidence">{m.today.entries(said.size)}</Link>
          </p>
          <p className="help">
            {m.record.root}
            <br />
            <span className="code">{said.root}</span>
          </p>
          <p className="help">
            {m.record.signers}
            <br />
            <span className="code">{said.signers.join(", ")}</span>
          </p>
        </>
      ) : hasNoRecord(note.error) ? (
        <p className="help">{m.record.none}</p>
      ) : (
        <Loaded query={note}>{() => null}</Loaded>
      )}
    </section>
  );
}
