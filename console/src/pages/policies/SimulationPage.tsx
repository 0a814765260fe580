import { useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";
import { run } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { Choice } from "../../parts/Choice.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Disposition } from "../../parts/Mark.tsx";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as findingsWords from "../../text/findings.ts";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { short } from "./queries.ts";
import { Reason } from "./Reason.tsx";
import { byDay, byDepartment, type Counts, inputText } from "./simulation.ts";

type Shows = Schema["Simulation"]["shows"];

/** What rules that are not in force would have changed: how much, whose, when, and some of it line by line. */
export default function SimulationPage() {
  const { m } = useTexts(policiesWords);
  const { search } = usePlace();
  const simulation = search.get("simulation") ?? "";
  const asked = useQuery({
    queryKey: ["simulation", simulation],
    queryFn: ({ signal }) => get("/api/v1/simulations/{simulation}", { path: { simulation }, signal }),
    staleTime: Infinity,
  });
  return (
    <>
      <p className="no-print">
        <Link to="/policies?view=drafts">{m.policies.view.drafts}</Link>
      </p>
      <p className="lead">{m.simulation.lead}</p>
      <Loaded query={asked}>
        {({ policies, review, shows }) => (
          <>
            <Facts
              facts={[
                [m.simulation.of, <Link className="code" to={`/policies?version=${policies}`}>{short(policies)}</Link>],
                [m.simulation.review, <Link className="code" to={`/scope?review=${review}`}>{review}</Link>],
                [m.simulation.inputs, shows.inputs.map((one) => inputText(m.simulation, one)).join(m.listComma)],
              ]}
            />
            <dl className="figures">
              <Figure strong label={m.simulation.added} help={m.simulation.addedHelp}>
                {m.count(shows.added)}
              </Figure>
              <Figure strong label={m.simulation.withdrawn} help={m.simulation.withdrawnHelp}>
                {m.count(shows.withdrawn)}
              </Figure>
              <Figure label={m.simulation.changed} help={m.simulation.changedHelp}>
                {m.count(shows.changed)}
              </Figure>
              <Figure label={m.simulation.files} help={m.simulation.filesHelp(shows.files_kept)}>
                {m.of(m.count(shows.files - shows.files_kept), m.count(shows.files))}
              </Figure>
            </dl>
            {shows.days.length === 0 ? <p className="empty">{m.simulation.nothing}</p> : <Changes shows={shows} review={review} policies={policies} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Changes({ shows, review, policies }: { shows: Shows; review: string; policies: string }) {
  const { m, date } = useTexts(findingsWords, policiesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const departments = byDepartment(shows.days);
  const nameOf = (department: string) => department || m.simulation.unknown;
  const asked = search.get("department");
  const chosen = departments.find(([name]) => nameOf(name) === asked)?.[0];
  const counts = [
    { head: m.simulation.added, number: true, cell: ([, of]: [string, Counts]) => m.count(of.added) },
    { head: m.simulation.withdrawn, number: true, cell: ([, of]: [string, Counts]) => m.count(of.withdrawn) },
    { head: m.simulation.changed, number: true, cell: ([, of]: [string, Counts]) => m.count(of.changed) },
  ];
  return (
    <>
      <section aria-labelledby="departments">
        <h2 id="departments">{m.simulation.departments}</h2>
        <Table
          name={m.simulation.departments}
          rows={departments}
          rowKey={([name]) => name}
          columns={[{ head: m.simulation.department, names: true, cell: ([name]) => nameOf(name) }, ...counts]}
        />
      </section>
      <section aria-labelledby="days">
        <h2 id="days">{m.simulation.days}</h2>
        <div className="filters">
          <Choice
            label={m.simulation.department}
            options={Object.fromEntries(departments.map(([name]) => [nameOf(name), nameOf(name)]))}
            value={asked ?? ""}
            onChange={(department) => {
              change({ department });
            }}
          />
        </div>
        <DayBars days={byDay(shows.days, chosen)} />
        <details>
          <summary>{m.findings.table}</summary>
          <Table
            name={m.simulation.days}
            rows={byDay(shows.days, chosen)}
            rowKey={([day]) => day}
            columns={[{ head: m.simulation.day, names: true, cell: ([day]) => date(day) }, ...counts]}
          />
        </details>
      </section>
      {shows.examples.length > 0 && <Examples examples={shows.examples} review={review} policies={policies} />}
    </>
  );
}

const height = 120;

/** A bar a day: what comes, goes and changes. The table beside it says the same. */
function DayBars({ days }: { days: [string, Counts][] }) {
  const { m, date } = useTexts(policiesWords);
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.map(([, of]) => of.added + of.withdrawn + of.changed));
  const kinds = ["added", "withdrawn", "changed"] as const;
  return (
    <figure>
      <div className="day-bars" role="img" aria-label={m.simulation.days}>
        {days.map(([day, of]) => (
          <span key={day} title={m.simulation.perDay(date(day), of.added, of.withdrawn, of.changed)}>
            {kinds.map((kind) => (
              <span key={kind} className={`bar bar-${kind}`} style={{ height: (of[kind] / most) * height }} />
            ))}
          </span>
        ))}
      </div>
      <p className="help day-bars-ends">
        <span>{date(days[0]?.[0] ?? "")}</span>
        <span>{date(days.at(-1)?.[0] ?? "")}</span>
      </p>
      <ul className="legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <span className={`bar bar-${kind}`} />
            {m.simulation[kind]}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Examples({ examples, review, policies }: { examples: Shows["examples"]; review: string; policies: string }) {
  const { m, word } = useTexts(policiesWords);
  const before = useQuery(run(review)).data?.inputs.policy_set_hash;
  const judged = (disposition: string, reason: string, version: string | undefined) =>
    disposition ? (
      <>
        <Disposition code={disposition} short /> {reason && <Reason version={version} code={reason} />}
      </>
    ) : (
      m.simulation.notFound
    );
  const kinds = { added: m.simulation.added, withdrawn: m.simulation.withdrawn, changed: m.simulation.changed };
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{m.simulation.examples}</h2>
      <p className="help">{m.simulation.examplesHelp}</p>
      <Table
        name={m.simulation.examples}
        rows={examples}
        rowKey={(one) => `${one.file} ${one.line}`}
        columns={[
          { head: m.simulation.change, cell: (one) => word(kinds, one.change) },
          { head: m.field.system, cell: (one) => <System of={one.system} /> },
          { head: m.simulation.before, cell: (one) => judged(one.disposition_before, one.reason_before, before) },
          { head: m.simulation.now, cell: (one) => judged(one.disposition_now, one.reason_now, policies) },
          {
            head: m.simulation.line,
            short: true,
            cell: (one) =>
              one.change === "added" ? (
                <span className="code">{`${one.file}:${one.line}`}</span>
              ) : (
                <Link className="code" to={`/findings?review=${review}&system=${one.system}`}>{`${one.file}:${one.line}`}</Link>
              ),
          },
        ]}
      />
    </section>
  );
}
