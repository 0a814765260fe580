import { type ReactNode, useState } from "react";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { LendingState } from "./marks.tsx";
import type { Lending } from "./queries.ts";

/** Whether something of it is owed that was due by now. */
export const isLate = ({ state, due }: Lending, now: number) => state === "ended" && Date.parse(due) < now;

export function LendingTable({ name, rows }: { name: string; rows: Lending[] }) {
  const { m, moment, person } = useTexts(disastersWords);
  const [now] = useState(Date.now);
  const done = (at: string | undefined): ReactNode => (at === undefined ? m.lendings.owed : moment(at));
  return (
    <Table
      name={name}
      rows={rows}
      rowKey={({ lending }) => lending}
      columns={[
        {
          head: m.pool.lending,
          names: true,
          cell: ({ lending }) => <Link to={`/lending${searchText({ lending })}`}>{m.lendings.number(lending)}</Link>,
        },
        { head: m.lendings.state, short: true, cell: (one) => <LendingState code={one.state} late={isLate(one, now)} /> },
        { head: m.lendings.office, cell: ({ office }) => office },
        { head: m.lendings.helper, cell: (one) => person(one.name) },
        { head: m.lendings.terminal, code: true, short: true, cell: ({ terminal }) => terminal },
        { head: m.lendings.account, code: true, short: true, cell: ({ account }) => account },
        {
          head: m.lendings.period,
          short: true,
          cell: ({ from, until }) => (
            <>
              {moment(from)}
              {" – "}
              <br />
              {moment(until)}
            </>
          ),
        },
        { head: m.lendings.returnedAt, short: true, cell: (one) => done(one.terminal_returned) },
        { head: m.lendings.accountDeleted, short: true, cell: (one) => done(one.account_deleted) },
        { head: m.lendings.onPaper, optional: true, cell: (one) => one.on_paper && (one.contradictions.length > 0 ? m.lendings.contradicts : m.yes) },
      ]}
    />
  );
}
