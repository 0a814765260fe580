import { useQuery } from "@tanstack/react-query";
import { get, post } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { System } from "../../parts/System.tsx";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import { PlanActions, PlanState } from "./OutagesPage.tsx";
import { outagePlan, type OutagePlan } from "./queries.ts";

export default function OutagePage() {
  const { m } = useTexts(emergenciesWords);
  const { search } = usePlace();
  const id = search.get("plan") ?? "";
  const asked = useQuery(outagePlan(id));
  return (
    <>
      <p className="no-print">
        <Link to="/outages">{m.outages.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {({ shown, tag }) => (
          <>
            <Head one={shown} tag={tag} />
            <Steps id={`outage-plan/${id}`} ask={(signal) => get("/api/v1/outage-plans/{plan}/history", { path: { plan: id }, signal })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ one, tag }: { one: OutagePlan; tag: string }) {
  const { m, moment } = useTexts(emergenciesWords);
  const asked = { path: { plan: String(one.plan) }, headers: { "If-Match": tag } };
  return (
    <>
      <h2>
        {m.outages.number(one.plan)} <PlanState code={one.state} />
      </h2>
      {one.state === "drafted" && (
        <div className="acts no-print">
          <Act
            does="startOutagePlan"
            primary
            label={m.outages.approve}
            help={m.outages.draftHelp}
            fields={[{ name: "number", label: m.outages.decision, help: m.emergencies.decisionHelp, optional: true }]}
            run={({ number }) => post("/api/v1/outage-plans/{plan}/start", { ...asked, body: number ? { number } : {} })}
          />
          <Act
            does="refuseOutagePlan"
            label={m.outages.refuse}
            fields={[{ name: "reason", label: m.outages.reason, kind: "lines" }]}
            run={({ reason = "" }) => post("/api/v1/outage-plans/{plan}/refusal", { ...asked, body: { reason } })}
          />
        </div>
      )}
      <Facts
        facts={[
          [m.outages.system, <System exact of={one.system} />],
          [m.outages.opens, m.outages.openings[one.opens ? "yes" : "no"]],
          [m.outages.actions, one.opens && <PlanActions of={one} />],
          [m.outages.routes, one.opens && (one.routes.join(m.listComma) || m.outages.allRoutes)],
          [m.outages.minutes, one.opens && m.outages.minutesOf(one.minutes)],
          [m.outages.reason, one.reason],
          [m.outages.draftedBy, <span className="code">{one.drafted_by.slice(0, 12)}</span>],
          [m.outages.draftedAt, moment(one.drafted_at)],
          [m.outages.approvedBy, one.approved_by && <span className="code">{one.approved_by.slice(0, 12)}</span>],
          [m.outages.decision, one.approval !== `outage-plan/${one.plan}` && one.approval],
          [m.outages.period, one.from && `${moment(one.from)} – ${one.until ? moment(one.until) : ""}`],
        ]}
      />
    </>
  );
}
