import { useState } from "react";
import type { Schema } from "../../api/client.ts";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { useRuleTitle } from "../policies/Reason.tsx";

const rowsAtFirst = 100;

/** Accounts and people that the rules let in, or that have to be asked about. */
export function ReachTable({ reach }: { reach: Schema["Reach"] }) {
  const { m, person, word } = useTexts(registersWords);
  const ruleTitle = useRuleTitle();
  const [all, setAll] = useState(false);
  const rows = all ? reach.rows : reach.rows.slice(0, rowsAtFirst);
  return (
    <>
      <p className="total" role="status">
        {m.reach.rows(reach.rows.length)}
      </p>
      <p className="help">
        {m.reach.examined(reach.accounts, reach.terminals)}
        {reach.facts_revision && ` / ${m.reach.revision} ${reach.facts_revision}`}
      </p>
      {reach.notes.map((note) => (
        <p key={note} className="notice">
          {note}
        </p>
      ))}
      {rows.length === 0 ? (
        <p className="empty">{m.reach.none}</p>
      ) : (
        <Table
          name={m.pages.reach}
          rows={rows}
          rowKey={(_, index) => index}
          columns={[
            { head: m.reach.account, names: true, cell: (row) => person(row.account) },
            { head: m.reach.system, cell: (row) => <System of={row.system} /> },
            { head: m.field.person, cell: (row) => row.people.map(person).join(", "), title: (row) => row.names.join(", ") },
            { head: m.reach.employers, cell: (row) => row.employers.join(", ") },
            { head: m.reach.verdict, cell: (row) => word(m.verdict, row.verdict) },
            { head: m.reach.kind, cell: (row) => word(m.reach.kinds, row.account_kind) },
            { head: m.reach.rules, cell: (row) => row.policies.map(ruleTitle).join(m.listComma), title: (row) => row.policies.join(", ") },
            { head: m.reach.terminals, number: true, cell: (row) => m.count(row.terminals) },
            { head: m.reach.unregistered, optional: true, cell: (row) => row.at_unregistered_terminals && m.yes },
          ]}
        />
      )}
      {rows.length < reach.rows.length && (
        <button
          type="button"
          onClick={() => {
            setAll(true);
          }}
        >
          {m.more}
        </button>
      )}
    </>
  );
}
