import { get } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { AboutThing, allRegisters, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Content } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { dayBegins } from "../../time/japan.ts";
import { Fields } from "./Fields.tsx";

export default function ComingPage() {
  const { m, moment, person, word } = useTexts(registersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const [table, until] = [search.get("table") ?? "", search.get("until") ?? ""];
  const { query, items, first } = useListing(["coming", table, until], (cursor, signal) =>
    get("/api/v1/coming", { query: { table, until: dayBegins(until, 1), limit: 100, cursor }, signal }),
  );
  return (
    <AboutThing {...allRegisters}>
      <p className="no-print">
        <Link to="/registers">{m.registers.back}</Link>
      </p>
      <p className="lead">{m.registers.comingLead}</p>
      <div className="filters no-print">
        <Choice
          label={m.registers.register}
          options={m.registers.names}
          value={table}
          onChange={(chosen) => {
            change({ table: chosen });
          }}
        />
        <label>
          {m.lastDay}
          <input
            type="date"
            value={until}
            onChange={(event) => {
              change({ until: event.target.value });
            }}
          />
        </label>
        <Unmask />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{table || until ? m.registers.none : m.registers.comingNone}</p>
          ) : (
            <>
              <Table
                name={m.registers.coming}
                rows={items}
                rowKey={(one) => `${one.fact} ${one.event}`}
                columns={[
                  { head: m.registers.at, names: true, cell: (one) => moment(one.at) },
                  { head: m.registers.event, short: true, cell: (one) => word(m.registers.events, one.event) },
                  { head: m.registers.register, cell: (one) => word(m.registers.names, one.says.register) },
                  { head: m.registers.fields, cell: (one) => <Fields of={one.says} /> },
                  { head: m.registers.order, optional: true, cell: (one) => one.order && <Content of={one.order} words={m.registers.orderMembers} values={{ kind: m.registers.orders }} /> },
                ]}
              />
              <More query={query} />
              <h2>{m.registers.effects}</h2>
              {first?.effects.length === 0 ? (
                <p className="help">{m.registers.effectsNone}</p>
              ) : (
                <Table
                  name={m.registers.effects}
                  rows={first?.effects ?? []}
                  rowKey={(one) => `${one.at} ${one.person}`}
                  columns={[
                    { head: m.registers.at, short: true, cell: (one) => moment(one.at) },
                    { head: m.registers.person, names: true, cell: (one) => person(one.person) },
                    { head: m.registers.accounts, cell: (one) => <Verdicts of={one.accounts as unknown as Verdict[]} /> },
                    { head: m.registers.staysOpen, code: true, optional: true, cell: (one) => one.stays_open.map(person).join(m.listComma) },
                    { head: m.registers.terminals, code: true, optional: true, cell: (one) => one.terminals.join(m.listComma) },
                  ]}
                />
              )}
            </>
          )
        }
      </Loaded>
    </AboutThing>
  );
}

interface Verdict {
  system: string;
  account: string;
  before: string;
  after: string;
}

/** An account each, with what the rules say of it until then and from then on. */
function Verdicts({ of }: { of: Verdict[] }) {
  const { m, person, word } = useTexts(registersWords);
  return (
    <ul className="plain">
      {of.map(({ system, account, before, after }) => (
        <li key={`${system}/${account}`}>
          <span className="code">{`${system}/${person(account)}`}</span> {m.registers.becomes(word(m.verdict, before), word(m.verdict, after))}
        </li>
      ))}
    </ul>
  );
}
