import { useQueries, useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { scope } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { Table } from "../../parts/Table.tsx";
import * as jobsWords from "../../text/jobs.ts";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { causeText, difference, summed } from "./versions.ts";

type Version = Schema["ScopeVersionPage"]["items"][number];

/** The versions of a scope, the newest first: what each says, and why it differs from the one before. */
export default function VersionsPage() {
  const { m } = useTexts(scopeWords);
  return (
    <>
      <p className="no-print">
        <Link to="/scope">{m.pages.scope}</Link>
      </p>
      <p className="lead">{m.versions.lead}</p>
      <ReviewPicker>{(review) => <Versions review={review} />}</ReviewPicker>
    </>
  );
}

function Versions({ review }: { review: string }) {
  const { m } = useTexts(jobsWords, scopeWords);
  const asked = useQuery({
    queryKey: ["versions", review],
    queryFn: ({ signal }) =>
      get("/api/v1/reviews/{review}/versions", { path: { review }, query: { limit: 100 }, signal }),
  });
  const items = asked.data?.items ?? [];
  const scopes = useQueries({ queries: items.map((one) => scope(one.review)) });
  const totals = new Map(items.map((one, at) => [one.review, scopes[at]?.data?.total]));
  return (
    <Loaded query={asked}>
      {() => (
        <>
          <div className="exports no-print">
            <Act
              does="startReview"
              label={m.versions.next}
              help={m.versions.nextHelp}
              fields={[
                { name: "of", label: m.jobs.logs, kind: "choice", options: m.versions.reads, value: "archive" },
                { name: "logs", label: m.jobs.logs, optional: true },
              ]}
              run={({ of, logs }) =>
                post("/api/v1/reviews", {
                  body: { since: review, ...(of === "archive" ? { archive: true } : { logs: logs ?? "" }) },
                })
              }
            />
          </div>
          {[...items].reverse().map((one) => (
            <OneVersion
              key={one.review}
              version={one}
              total={totals.get(one.review)}
              before={one.before === undefined ? undefined : totals.get(one.before)}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

interface Props {
  version: Version;
  total: Schema["ScopeTotal"] | undefined;
  before: Schema["ScopeTotal"] | undefined;
}

function OneVersion({ version, total, before }: Props) {
  const { m, moment, person } = useTexts(scopeWords);
  const id = `version-${version.review}`;
  const all = summed(version.causes);
  const figure = (now: number | undefined, then: number | undefined) =>
    now !== undefined && `${m.count(now)}${then === undefined ? "" : ` (${difference(now, then, m.count)})`}`;
  return (
    <section className="version" aria-labelledby={id}>
      <h2 id={id}>
        {version.before === undefined ? m.versions.version(version.version) : m.versions.difference(version.version)}
      </h2>
      <Facts
        facts={[
          [m.versions.made, moment(version.ended)],
          [m.versions.contracts, figure(total?.contracts, before?.contracts)],
          [m.versions.violations, figure(total?.violations, before?.violations)],
          [m.versions.review, <Link className="code" to={`/scope?review=${version.review}`}>{version.review}</Link>],
        ]}
      />
      {version.before === undefined ? (
        <p>{m.versions.first}</p>
      ) : version.causes.length === 0 ? (
        <p>{m.versions.same}</p>
      ) : (
        <>
          <p>
            <strong>{m.versions.summary(all.withdrawn, all.added, all.changed)}</strong>
          </p>
          <Table
            name={m.versions.difference(version.version)}
            rows={version.causes}
            rowKey={(_, at) => at}
            columns={[
              { head: m.versions.cause, names: true, cell: (one) => person(causeText(m.versions.causes, one.cause)) || m.versions.unknownCause },
              { head: m.versions.withdrawn, number: true, cell: (one) => m.count(one.withdrawn) },
              { head: m.versions.added, number: true, cell: (one) => m.count(one.added) },
              { head: m.versions.changed, number: true, cell: (one) => m.count(one.changed) },
            ]}
          />
        </>
      )}
    </section>
  );
}
