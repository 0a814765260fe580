import { get, post } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { among, navigate, searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { Term } from "../../parts/Term.tsx";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import type { Emergency } from "./queries.ts";

const states = ["asked", "refused", "running", "over", "reviewed"] as const;

export default function EmergenciesPage() {
  const { m, moment, date, person } = useTexts(emergenciesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = among(states, search.get("state"));
  const listing = useListing(["emergencies", state], (cursor, signal) =>
    get("/api/v1/emergencies", { query: { state, limit: 100, cursor }, signal }),
  );
  return (
    <AboutThing thing="emergency" id="all">
      <Listing
        words={m.emergencies}
        listing={listing}
        total={listing.first && m.emergencies.total(listing.first.total)}
        filtered={state !== undefined}
        filters={
          <>
            <Choice
              label={m.emergencies.state}
              options={m.emergencies.states}
              value={state ?? ""}
              onChange={(next) => {
                change({ state: next });
              }}
            />
            <Ask />
            <Unmask />
          </>
        }
        beside={<Term of="emergency" />}
      >
        <Table
          name={m.pages.emergencies}
          rows={listing.items}
          rowKey={(one) => one.emergency}
          columns={[
            {
              head: m.pages.emergencies,
              names: true,
              cell: (one) => (
                <Link to={`/emergency${searchText({ emergency: String(one.emergency) })}`}>{m.emergencies.number(one.emergency)}</Link>
              ),
            },
            { head: m.emergencies.state, short: true, cell: (one) => <EmergencyState code={one.state} /> },
            { head: m.emergencies.person, cell: (one) => person(one.person) },
            { head: m.emergencies.system, cell: (one) => <System of={one.system} /> },
            { head: m.emergencies.account, code: true, cell: (one) => person(one.account) },
            { head: m.emergencies.reason, cell: (one) => one.reason },
            {
              head: m.emergencies.period,
              short: true,
              cell: (one) =>
                one.begins && (
                  <>
                    {moment(one.begins)}
                    {" – "}
                    <br />
                    {one.ends && moment(one.ends)}
                  </>
                ),
            },
            { head: m.emergencies.looks, number: true, cell: (one) => m.count(one.looks) },
            {
              head: m.emergencies.due,
              short: true,
              cell: (one) => one.due && <Due due={date(one.due)} overdue={one.overdue} word={m.emergencies.overdue} />,
            },
          ]}
        />
      </Listing>
    </AboutThing>
  );
}

export function Due({ due, overdue, word }: { due: string; overdue: boolean; word: string }) {
  return (
    <>
      {due} {overdue && <span className="mark mark-violation">{word}</span>}
    </>
  );
}

export function EmergencyState({ code }: { code: Emergency["state"] }) {
  const { m, word } = useTexts(emergenciesWords);
  return <span className={`mark mark-emergency-${code}`}>{word(m.emergencies.states, code)}</span>;
}

function Ask() {
  const { m } = useTexts(emergenciesWords);
  const systems = useSystems().choices();
  return (
    <Act
      does="askForEmergency"
      primary
      label={m.emergencies.ask}
      help={m.emergencies.askHelp}
      fields={[
        { name: "person", label: m.emergencies.askPerson },
        { name: "system", label: m.emergencies.system, offers: systems },
        { name: "account", label: m.emergencies.account, help: m.emergencies.askAccount },
        { name: "reason", label: m.emergencies.reason, kind: "lines" },
        { name: "hours", label: m.emergencies.hours, help: m.emergencies.hoursHelp, kind: "number", value: "2" },
      ]}
      run={async ({ person = "", system = "", account = "", reason = "", hours = "" }) => {
        const { emergency } = await post("/api/v1/emergencies", { body: { person, system, account, reason, hours: Number(hours) } });
        navigate(`/emergency${searchText({ emergency: String(emergency) })}`);
      }}
    />
  );
}
