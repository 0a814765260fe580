import type { Schema } from "../../api/client.ts";
import { System } from "../../parts/System.tsx";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";
import { monthsBetween } from "../../time/japan.ts";

const shades = 4;

/** Arrivals of each system, a square a day: how full it is against the system's fullest day. */
export function Calendar({ systems }: { systems: Record<string, Schema["CoverageSystem"]> }) {
  const { m, month: monthOf } = useTexts(logsWords);
  const days = Object.values(systems).flatMap((of) => Object.keys(of.days)).sort();
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return <p className="empty">{m.none}</p>;
  const months = monthsBetween(first.slice(0, 7), last.slice(0, 7));
  return (
    <>
      <div className="wide" role="group" aria-label={m.logs.calendar} tabIndex={0}>
        <table className="calendar">
          <thead>
            <tr>
              <th scope="col">{m.field.system}</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {monthOf(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(systems).map(([system, of]) => (
              <tr key={system}>
                <th scope="row">
                  <System of={system} />
                </th>
                {months.map((month) => (
                  <td key={month}>
                    <Month month={month} of={of} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="legend">
        <li>
          <span className="day day-4" />
          {m.logs.received}
        </li>
        <li>
          <span className="day day-0" />
          {m.logs.noLine}
        </li>
        <li>
          <span className="day day-gap" />
          {m.logs.silentDay}
        </li>
      </ul>
    </>
  );
}

function Month({ month, of }: { month: string; of: Schema["CoverageSystem"] }) {
  const { m } = useTexts(logsWords);
  const [year = 0, number = 1] = month.split("-").map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const most = Math.max(1, ...Object.values(of.days).map((day) => day.events));
  const silent = new Set(of.gaps.flatMap((gap) => (gap.kind === "silent-day" && gap.day ? [gap.day] : [])));
  const inMonth = Object.entries(of.days).filter(([day]) => day.startsWith(month));
  const events = inMonth.reduce((sum, [, day]) => sum + day.events, 0);
  const squares = Array.from({ length }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, "0")}`;
    const had = of.days[day]?.events ?? 0;
    const shade = silent.has(day) ? "gap" : Math.ceil((had / most) * shades);
    return <span key={day} className={`day day-${shade}`} title={`${day}: ${m.logs.accesses(had)}`} />;
  });
  return (
    <div className="month">
      <div aria-hidden="true">{squares}</div>
      <small>{m.logs.accesses(events)}</small>
    </div>
  );
}
