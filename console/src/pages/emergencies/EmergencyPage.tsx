import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { System } from "../../parts/System.tsx";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import { Due, EmergencyState } from "./EmergenciesPage.tsx";
import { LookTable } from "./LookTable.tsx";
import { emergency, type Emergency } from "./queries.ts";
import { stepsOf } from "./steps.ts";

export default function EmergencyPage() {
  const { m } = useTexts(emergenciesWords);
  const { search } = usePlace();
  const id = search.get("emergency") ?? "";
  const asked = useQuery(emergency(id));
  return (
    <AboutThing thing="emergency" id={id}>
      <p className="no-print">
        <Link to="/emergencies">{m.emergencies.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {({ shown, tag }) => (
          <>
            <Head one={shown} tag={tag} />
            {shown.begins && <Looks id={id} />}
            <Steps
              id={`emergency/${id}`}
              words={m.emergencies.results}
              kinds={m.emergencies.stepKinds}
              ask={(signal) => get("/api/v1/emergencies/{emergency}/history", { path: { emergency: id }, signal })}
            />
          </>
        )}
      </Loaded>
    </AboutThing>
  );
}

function Head({ one, tag }: { one: Emergency; tag: string }) {
  const { m, moment, date, person, word } = useTexts(emergenciesWords);
  const who = (name: string | undefined) => name && <span className="code">{name.slice(0, 12)}</span>;
  return (
    <>
      <h2>
        {m.emergencies.number(one.emergency)} <EmergencyState code={one.state} /> <Unmask />
      </h2>
      <ol className="stepper" aria-label={m.emergencies.stepsTitle}>
        {stepsOf(one).map(({ name, state }) => (
          <li key={name} className={`step-${state}`} aria-current={state === "now" ? "step" : undefined}>
            <strong>{word(m.emergencies.steps, name)}</strong>
            <span>{m.emergencies[state]}</span>
          </li>
        ))}
      </ol>
      <Acts one={one} tag={tag} />
      <Facts
        facts={[
          [m.emergencies.person, person(one.person)],
          [m.emergencies.system, <System exact of={one.system} />],
          [m.emergencies.account, <span className="code">{person(one.account)}</span>],
          [m.emergencies.hours, m.emergencies.hoursOf(one.hours)],
          [m.emergencies.reason, one.reason],
          [m.emergencies.askedBy, who(one.asked_by)],
          [m.emergencies.askedAt, moment(one.asked_at)],
          [m.emergencies.approvedBy, who(one.approved_by)],
          // Whoever approves it themselves gives no number: it stands by its own.
          [m.emergencies.decision, one.approval !== `emergency/${one.emergency}` && one.approval],
          [m.emergencies.period, one.begins && `${moment(one.begins)} – ${one.ends ? moment(one.ends) : ""}`],
          [m.emergencies.endedBy, who(one.ended_by)],
          [m.emergencies.due, one.due && <Due due={date(one.due)} overdue={one.overdue} word={m.emergencies.overdue} />],
          [m.emergencies.result, one.result && word(m.emergencies.results, one.result)],
          [m.emergencies.comment, one.comment],
          [m.emergencies.reviewedBy, who(one.reviewed_by)],
          [m.emergencies.reviewedAt, one.reviewed_at && moment(one.reviewed_at)],
        ]}
      />
    </>
  );
}

function Acts({ one, tag }: { one: Emergency; tag: string }) {
  const { m } = useTexts(emergenciesWords);
  const asked = { path: { emergency: String(one.emergency) }, headers: { "If-Match": tag } };
  const reason = { name: "reason", label: m.emergencies.reason, kind: "lines" } as const;
  if (one.state === "asked") {
    return (
      <div className="acts no-print">
        <Act
          does="startEmergency"
          primary
          label={m.emergencies.approve}
          help={m.emergencies.approveHelp}
          fields={[{ name: "number", label: m.emergencies.decision, help: m.emergencies.decisionHelp, optional: true }]}
          run={({ number }) => post("/api/v1/emergencies/{emergency}/start", { ...asked, body: number ? { number } : {} })}
        />
        <Act
          does="refuseEmergency"
          label={m.emergencies.refuse}
          fields={[reason]}
          run={({ reason: why = "" }) => post("/api/v1/emergencies/{emergency}/refusal", { ...asked, body: { reason: why } })}
        />
      </div>
    );
  }
  if (one.state === "running") {
    return (
      <div className="acts no-print">
        <Act
          does="endEmergency"
          label={m.emergencies.end}
          help={m.emergencies.endHelp}
          fields={[reason]}
          run={({ reason: why = "" }) => post("/api/v1/emergencies/{emergency}/end", { ...asked, body: { reason: why } })}
        />
      </div>
    );
  }
  if (one.state !== "over") return null;
  return (
    <div className="acts no-print">
      <Act
        does="reviewEmergency"
        primary
        label={m.emergencies.review}
        help={m.emergencies.reviewHelp}
        fields={[
          { name: "result", label: m.emergencies.result, kind: "choice", options: m.emergencies.results },
          { name: "comment", label: m.emergencies.comment, kind: "lines" },
        ]}
        run={({ result, comment = "" }) =>
          post("/api/v1/emergencies/{emergency}/review", {
            ...asked,
            body: { result: result as Schema["AfterwardsRequest"]["result"], comment },
          })
        }
      />
    </div>
  );
}

function Looks({ id }: { id: string }) {
  const { m } = useTexts(emergenciesWords);
  const { query, items } = useListing(["emergency", id, "looks"], (cursor, signal) =>
    get("/api/v1/emergencies/{emergency}/looks", { path: { emergency: id }, query: { limit: 100, cursor }, signal }),
  );
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{m.looks.ofEmergency}</h2>
      <Loaded query={query}>
        {() => (items.length === 0 ? <p className="help">{m.looks.noneYet}</p> : <LookTable name={m.looks.ofEmergency} rows={items} />)}
      </Loaded>
      <More query={query} />
    </section>
  );
}
