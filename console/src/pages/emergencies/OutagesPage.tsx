import { get, post } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { navigate, searchText, usePlace } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { Tabs, viewOf } from "../../parts/Tabs.tsx";
import { Term } from "../../parts/Term.tsx";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import { OutageLooks } from "./OutageLooks.tsx";
import type { OutagePlan } from "./queries.ts";

/** How each system fails while Sekisho is down, and what was looked at then. */
export default function OutagesPage() {
  const { m } = useTexts(emergenciesWords);
  const { search } = usePlace();
  const view = viewOf(search, m.outages.views);
  return (
    <>
      <div className="list-bar">
        <Tabs label={m.pages.outages} views={m.outages.views} shown={view} />
      </div>
      {view === "plans" ? <Plans /> : <OutageLooks />}
    </>
  );
}

function Plans() {
  const { m, moment } = useTexts(emergenciesWords);
  const { query, items } = useListing(["outage-plans"], (cursor, signal) =>
    get("/api/v1/outage-plans", { query: { limit: 100, cursor }, signal }),
  );
  return (
    <>
      <p className="lead">{m.outages.lead}</p>
      <div className="exports no-print">
        <Draft />
        <Term of="outagePlan" />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{m.outages.none}</p>
          ) : (
            <Table
              name={m.pages.outages}
              headsWrap
              rows={items}
              rowKey={(one) => one.plan}
              columns={[
                {
                  head: m.pages.outages,
                  names: true,
                  cell: (one) => <Link to={`/outage${searchText({ plan: String(one.plan) })}`}>{m.outages.number(one.plan)}</Link>,
                },
                { head: m.outages.system, cell: (one) => <System of={one.system} /> },
                { head: m.outages.state, short: true, cell: (one) => <PlanState code={one.state} /> },
                { head: m.outages.opens, short: true, cell: (one) => m.outages.openings[one.opens ? "yes" : "no"] },
                { head: m.outages.actions, optional: true, cell: (one) => <PlanActions of={one} /> },
                { head: m.outages.minutes, number: true, optional: true, cell: (one) => one.opens && m.count(one.minutes) },
                { head: m.outages.reason, cell: (one) => one.reason },
                { head: m.outages.draftedAt, short: true, cell: (one) => moment(one.drafted_at) },
              ]}
            />
          )
        }
      </Loaded>
      <More query={query} />
    </>
  );
}

export function PlanState({ code }: { code: OutagePlan["state"] }) {
  const { m, word } = useTexts(emergenciesWords);
  return <span className={`mark mark-plan-${code}`}>{word(m.outages.states, code)}</span>;
}

export function PlanActions({ of }: { of: OutagePlan }) {
  const { m, word } = useTexts(emergenciesWords);
  return of.actions.map((one) => word(m.action, one)).join(m.listComma);
}

const linesIn = (text = "") => text.split("\n").map((line) => line.trim()).filter(Boolean);

function Draft() {
  const { m } = useTexts(emergenciesWords);
  const systems = useSystems().choices();
  return (
    <Act
      does="draftOutagePlan"
      primary
      label={m.outages.draft}
      help={m.outages.draftHelp}
      fields={[
        { name: "system", label: m.outages.system, offers: systems },
        { name: "opens", label: m.outages.opens, kind: "choice", options: m.outages.openings, value: "no" },
        { name: "actions", label: m.outages.actions, kind: "choices", options: m.action },
        { name: "routes", label: m.outages.routes, help: m.outages.routesHelp, kind: "lines", optional: true },
        { name: "minutes", label: m.outages.minutes, kind: "number", optional: true },
        { name: "reason", label: m.outages.reason, kind: "lines" },
      ]}
      run={async ({ system = "", opens, actions = "", routes, minutes, reason = "" }) => {
        const open = { actions: actions.split(" ").filter(Boolean), routes: linesIn(routes), ...(minutes ? { minutes: Number(minutes) } : {}) };
        const body = { system, reason, opens: opens === "yes", ...(opens === "yes" ? open : {}) };
        const { plan } = await post("/api/v1/outage-plans", { body });
        navigate(`/outage${searchText({ plan: String(plan) })}`);
      }}
    />
  );
}
