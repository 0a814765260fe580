import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { dataSets, reviews } from "../../api/queries.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { dayAfter } from "../../time/japan.ts";
import { JobItem } from "../jobs/JobItem.tsx";

type Asked = Partial<Schema["SimulationRequest"]>;

/** What a draft would change of finished reviews: those that were worked out, and another. */
export function Simulations({ draft }: { draft: Schema["PolicyDraft"] }) {
  const { m } = useTexts(policiesWords);
  const { version } = draft;
  const jobs = useQuery({
    queryKey: ["jobs", "simulations", version],
    queryFn: ({ signal }) => get("/api/v1/jobs", { query: { limit: 200 }, signal }),
  });
  if (version === undefined) return <p className="notice">{m.simulation.noVersion}</p>;
  return (
    <>
      <p className="lead">{m.simulation.lead}</p>
      <Start version={version} />
      <p className="help">{m.simulation.unsaved}</p>
      <h2>{m.simulation.runs}</h2>
      <Loaded query={jobs}>
        {({ items }) => {
          const own = items.filter((one) => one.kind === "simulation" && (one.request as Asked | undefined)?.policies === version);
          return own.length === 0 ? (
            <p className="empty">{m.simulation.none}</p>
          ) : (
            <ul className="jobs">
              {own.map((job) => (
                <JobItem key={job.job} job={job} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </>
  );
}

function Start({ version }: { version: string }) {
  const { m, moment } = useTexts(policiesWords);
  const all = useQuery(reviews());
  const sets = useQuery(dataSets());
  const options = Object.fromEntries(
    (all.data?.items ?? []).map((one) => [one.review, `${one.ended ? moment(one.ended) : ""} ${one.review}`]),
  );
  const named = (names: string[] | undefined) => Object.fromEntries((names ?? []).map((one) => [one, one]));
  return (
    <div className="exports no-print">
      <Act
        does="simulate"
        primary
        label={m.simulation.start}
        help={m.simulation.startHelp}
        fields={[
          { name: "review", label: m.simulation.review, kind: "choice", options, help: m.simulation.reviewHelp },
        ]}
        run={({ review = "" }) => post("/api/v1/simulations", { body: { policies: version, review } })}
      />
      <Act
        does="startReview"
        label={m.simulation.keep}
        help={m.simulation.keepHelp}
        fields={[
          {
            name: "logs",
            label: m.simulation.logs,
            kind: "choice",
            options: { "*": m.simulation.archive, ...named(sets.data?.logs) },
            value: "*",
          },
          {
            name: "registers",
            label: m.simulation.registers,
            kind: "choice",
            options: { "*": m.simulation.store, ...named(sets.data?.registers) },
            value: "*",
          },
          { name: "from", label: m.simulation.from, kind: "date", optional: true, help: m.simulation.fromHelp },
          { name: "last", label: m.simulation.lastDay, kind: "date", optional: true },
        ]}
        run={({ logs = "*", registers = "*", from, last }) =>
          post("/api/v1/reviews", {
            body: {
              keep: true,
              ...(logs === "*" ? { archive: true } : { logs }),
              ...(registers === "*" ? {} : { registers }),
              ...(from ? { from } : {}),
              ...(last ? { until: dayAfter(last) } : {}),
            },
          })
        }
      />
    </div>
  );
}
