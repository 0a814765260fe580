import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { type Column, Table } from "../../parts/Table.tsx";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import type { WatchedLook } from "./queries.ts";

/** What somebody looked at; before it what a page puts there, after it what it adds. Since when nobody confirmed what let them stands below the time. */
export function LookTable({ name, rows, before = [], after = [] }: { name: string; rows: WatchedLook[]; before?: Column<WatchedLook>[]; after?: Column<WatchedLook>[] }) {
  const { m, moment, person, word } = useTexts(emergenciesWords);
  return (
    <Table
      name={name}
      rows={rows}
      rowKey={(one) => one.look}
      columns={[
        ...before,
        {
          head: m.looks.time,
          names: true,
          cell: (one) => (
            <>
              {moment(one.time)}
              {one.unconfirmed_since && <small className="block few-words">{m.looks.since(moment(one.unconfirmed_since))}</small>}
            </>
          ),
        },
        {
          head: m.looks.viewer,
          short: true,
          cell: (one) => (
            <>
              {person(one.person)}
              <span className="block code">{`${one.system}/${person(one.account)}`}</span>
            </>
          ),
        },
        { head: m.looks.terminal, code: true, cell: (one) => one.terminal },
        { head: m.looks.action, short: true, cell: (one) => word(m.action, one.action) },
        {
          head: m.looks.records,
          short: true,
          cell: (one) => (
            <ul className="plain code">
              {one.records.map((record, at) => (
                <li key={at}>{person(record)}</li>
              ))}
            </ul>
          ),
        },
        {
          head: m.looks.request,
          code: true,
          cell: (one) => <Link to={`/evidence${searchText({ request: one.request })}`}>{one.request.slice(0, 20)}</Link>,
          title: (one) => one.request,
        },
        ...after,
      ]}
    />
  );
}
