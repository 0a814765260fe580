import type { ReactNode } from "react";
import type { Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";

function Table({ name, head, children }: { name: string; head: [string, string?][]; children: ReactNode }) {
  return (
    <div className="wide" role="group" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map(([title, help], index) => (
              <th key={title} scope="col" className={index === 0 ? undefined : "number"} title={help}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A count; a log that names something else does not have it. */
function Counted({ value }: { value: number | undefined }) {
  const { m } = useTexts();
  return value === undefined ? <em title={m.scope.notCounted}>{"–"}</em> : m.count(value);
}

export function useBounds() {
  const { m } = useTexts();
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
  const { m } = useTexts();
  const text = useWindowText();
  const bounds = useBounds();
  const { figures } = m.scope;
  return (
    <Table
      name={m.scope.systems}
      head={[
        [m.scope.system],
        [figures.contracts, figures.contractsHelp],
        [figures.facilities, figures.facilitiesHelp],
        [m.scope.bounds, m.scope.boundsHelp],
        [figures.retailers, figures.retailersHelp],
        [figures.viewers],
        [figures.violations, figures.violationsHelp],
        [m.scope.examined],
        [m.scope.windows],
      ]}
    >
      {Object.entries(systems).map(([system, of]) => (
        <tr key={system}>
          <th scope="row">
            <Link to={findingsAt({ review, system })}>{system}</Link>
          </th>
          <td className="number">
            <Counted value={of.contracts} />
          </td>
          <td className="number">
            <Counted value={of.facilities} />
          </td>
          <td className="number">{bounds(of.bounds)}</td>
          <td className="number">
            <Counted value={of.retailers} />
          </td>
          <td className="number">
            <Link to={findingsAt({ review, system, disposition: "violation", view: "matrix" })}>
              {m.count(of.viewers)}
            </Link>
          </td>
          <td className="number">
            <Link to={findingsAt({ review, system, disposition: "violation" })}>{m.count(of.violations)}</Link>
          </td>
          <td className="number">{m.count(of.examined)}</td>
          <td className="number">
            {(["examined", "logs", "exposure"] as const).map((name) => (
              <div key={name} title={m.windows[`${name}Help`]}>
                <small>{m.windows[name]}</small> {text(of.windows[name])}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function RouteTable({
  review,
  routes,
}: {
  review: string;
  routes: Record<string, Schema["Figures"]>;
}) {
  const { m, word, moment } = useTexts();
  const { figures } = m.scope;
  const sorted = Object.entries(routes).sort(([, one], [, other]) => other.violations - one.violations);
  return (
    <Table
      name={m.scope.routes}
      head={[
        [m.scope.route],
        [figures.contracts, figures.contractsHelp],
        [figures.facilities, figures.facilitiesHelp],
        [figures.retailers, figures.retailersHelp],
        [figures.viewers],
        [m.scope.givers],
        [m.scope.takers],
        [figures.violations, figures.violationsHelp],
        [m.from],
        [m.until],
      ]}
    >
      {sorted.map(([route, of]) => (
        <tr key={route}>
          <th scope="row">
            <Link to={findingsAt({ review, route })}>{word(m.route, route)}</Link>
          </th>
          <td className="number">
            <Counted value={of.contracts} />
          </td>
          <td className="number">
            <Counted value={of.facilities} />
          </td>
          <td className="number">
            <Counted value={of.retailers} />
          </td>
          <td className="number">
            <Link to={findingsAt({ review, route, disposition: "violation", view: "matrix" })}>
              {m.count(of.viewers)}
            </Link>
          </td>
          <td className="number">{m.count(of.givers)}</td>
          <td className="number">{m.count(of.takers)}</td>
          <td className="number">
            <Link to={findingsAt({ review, route, disposition: "violation" })}>{m.count(of.violations)}</Link>
          </td>
          <td className="number">{of.first && moment(of.first)}</td>
          <td className="number">{of.last && moment(of.last)}</td>
        </tr>
      ))}
    </Table>
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
  const { m, half } = useTexts();
  const names = Object.keys(systems);
  const months = [...new Set(Object.values(systems).flatMap((of) => Object.keys(of.months)))].sort();
  const lastOf = (month: string) => {
    const [year = 0, count = 1] = month.split("-").map(Number);
    return new Date(Date.UTC(year, count, 0)).toISOString().slice(0, 10);
  };
  return (
    <>
    <p className="help">{m.scope.monthsHelp}</p>
    <Table name={m.scope.months} head={[[m.scope.month], ...names.map((name): [string] => [name])]}>
      {months.map((month) => (
        <tr key={month}>
          <th scope="row">
            {month} <small>{half(`${month}-01T00:00:00+09:00`)}</small>
          </th>
          {names.map((system) => {
            const of = systems[system]?.months[month];
            const seen = (of?.contracts ?? 0) || (of?.facilities ?? 0);
            const to = { review, system, disposition: "violation", from: `${month}-01`, until: lastOf(month) };
            return (
              <td key={system} className="number">
                {seen > 0 && <Link to={findingsAt(to)}>{m.count(seen)}</Link>}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
    </>
  );
}
