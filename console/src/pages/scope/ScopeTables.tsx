import type { Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";

/** A count; a log that names something else does not have it. */
function Counted({ value }: { value: number | undefined }) {
  const { m } = useTexts(scopeWords);
  return value === undefined ? <em title={m.scope.notCounted}>{"–"}</em> : m.count(value);
}

export function useBounds() {
  const { m } = useTexts(scopeWords);
  return ({ at_least, at_most }: Schema["ScopeSystem"]["bounds"]) => {
    const low = m.count(at_least);
    if (at_most === null) return m.scope.noUpper(low);
    return at_most === at_least ? low : m.scope.atLeast(low, m.count(at_most));
  };
}

export function SystemTable({
  review,
  systems,
}: {
  review: string;
  systems: Record<string, Schema["ScopeSystem"]>;
}) {
  const { m } = useTexts(scopeWords);
  const text = useWindowText(true);
  const bounds = useBounds();
  const { figures } = m.scope;
  type Row = [string, Schema["ScopeSystem"]];
  return (
    <Table<Row>
      name={m.scope.systems}
      headsWrap
      rows={Object.entries(systems)}
      rowKey={([system]) => system}
      columns={[
        {
          head: m.scope.system,
          names: true,
          cell: ([system]) => (
            <Link to={findingsAt({ review, system })}>
              <System of={system} />
            </Link>
          ),
        },
        ...useCounts<Row>(["contracts", "facilities"]),
        { head: m.scope.bounds, help: m.scope.boundsHelp, number: true, cell: ([, of]) => bounds(of.bounds) },
        ...useCounts<Row>(["retailers"]),
        {
          head: figures.viewers,
          number: true,
          cell: ([system, of]) => (
            <Link to={findingsAt({ review, system, disposition: "violation", view: "matrix" })}>
              {m.count(of.viewers)}
            </Link>
          ),
        },
        {
          head: figures.violations,
          help: figures.violationsHelp,
          number: true,
          cell: ([system, of]) => (
            <Link to={findingsAt({ review, system, disposition: "violation" })}>{m.count(of.violations)}</Link>
          ),
        },
        { head: m.scope.examined, number: true, cell: ([, of]) => m.count(of.examined) },
        {
          head: m.scope.windows,
          short: true,
          cell: ([, of]) =>
            (["examined", "logs", "exposure"] as const).map((name) => (
              <div key={name} title={m.windows[`${name}Help`]}>
                <small>{m.windows[name]}</small> {text(of.windows[name])}
              </div>
            )),
        },
      ]}
    />
  );
}

/** Columns of figures that a log may not have. */
function useCounts<Row extends [string, Schema["Figures"]]>(
  names: ("contracts" | "facilities" | "retailers")[],
): Column<Row>[] {
  const { figures } = useTexts(scopeWords).m.scope;
  return names.map((name) => ({
    head: figures[name],
    help: figures[`${name}Help`],
    number: true,
    cell: ([, of]) => <Counted value={of[name]} />,
  }));
}

export function RouteTable({
  review,
  routes,
}: {
  review: string;
  routes: Record<string, Schema["Figures"]>;
}) {
  const { m, word, moment } = useTexts(scopeWords);
  const { figures } = m.scope;
  type Row = [string, Schema["Figures"]];
  return (
    <Table<Row>
      name={m.scope.routes}
      headsWrap
      rows={Object.entries(routes).sort(([, one], [, other]) => other.violations - one.violations)}
      rowKey={([route]) => route}
      columns={[
        {
          head: m.scope.route,
          names: true,
          cell: ([route]) => <Link to={findingsAt({ review, route })}>{word(m.route, route)}</Link>,
        },
        ...useCounts<Row>(["contracts", "facilities", "retailers"]),
        {
          head: figures.viewers,
          number: true,
          cell: ([route, of]) => (
            <Link to={findingsAt({ review, route, disposition: "violation", view: "matrix" })}>
              {m.count(of.viewers)}
            </Link>
          ),
        },
        { head: m.scope.givers, number: true, cell: ([, of]) => m.count(of.givers) },
        { head: m.scope.takers, number: true, cell: ([, of]) => m.count(of.takers) },
        {
          head: figures.violations,
          help: figures.violationsHelp,
          number: true,
          cell: ([route, of]) => (
            <Link to={findingsAt({ review, route, disposition: "violation" })}>{m.count(of.violations)}</Link>
          ),
        },
        { head: m.from, number: true, cell: ([, of]) => of.first && moment(of.first) },
        { head: m.until, number: true, cell: ([, of]) => of.last && moment(of.last) },
      ]}
    />
  );
}

/** Contracts by month and system. Months do not add up: a contract may be seen in several. */
export function MonthTable({
  review,
  systems,
}: {
  review: string;
  systems: Record<string, Schema["ScopeSystem"]>;
}) {
  const { m, half, month: monthOf } = useTexts(scopeWords);
  const { nameOf } = useSystems();
  const names = Object.keys(systems);
  const months = [...new Set(Object.values(systems).flatMap((of) => Object.keys(of.months)))].sort();
  const lastOf = (month: string) => {
    const [year = 0, count = 1] = month.split("-").map(Number);
    return new Date(Date.UTC(year, count, 0)).toISOString().slice(0, 10);
  };
  return (
    <>
      <p className="help">{m.scope.monthsHelp}</p>
      <Table
        name={m.scope.months}
        rows={months}
        rowKey={(month) => month}
        columns={[
          {
            head: m.scope.month,
            names: true,
            cell: (month) => (
              <>
                {monthOf(month)} <small>{half(`${month}-01T00:00:00+09:00`)}</small>
              </>
            ),
          },
          ...names.map((system) => ({
            head: nameOf(system),
            number: true,
            cell: (month: string) => {
              const of = systems[system]?.months[month];
              const seen = (of?.contracts ?? 0) || (of?.facilities ?? 0);
              const period = { from: `${month}-01`, until: lastOf(month) };
              if (seen === 0) return m.count(0);
              return (
                <Link to={findingsAt({ review, system, disposition: "violation", ...period })}>
                  {m.count(seen)}
                </Link>
              );
            },
          })),
        ]}
      />
    </>
  );
}
