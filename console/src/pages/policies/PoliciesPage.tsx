import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Tabs, viewOf } from "../../parts/Tabs.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { Comparison } from "./Comparison.tsx";
import { Drafts } from "./Drafts.tsx";
import { inForce, short } from "./queries.ts";
import { Roles } from "./Roles.tsx";
import { Rules } from "./Rules.tsx";
import { Sets } from "./Sets.tsx";

/** What is judged by, what is being drafted, what was in force, and who may do what here. */
export default function PoliciesPage() {
  const { m } = useTexts(policiesWords);
  const { search } = usePlace();
  const view = viewOf(search, m.policies.view);
  const against = search.get("against");
  const version = search.get("version");
  return (
    <>
      <p className="lead">{m.policies.lead}</p>
      <div className="list-bar">
        <Tabs label={m.policies.views} views={m.policies.view} shown={view} />
      </div>
      {view === "rules" && (version ? <Other version={version} /> : <InForce />)}
      {view === "drafts" && <Drafts />}
      {view === "history" &&
        (version && against ? <Comparison before={against} now={version} /> : <Sets />)}
      {view === "roles" && <Roles />}
    </>
  );
}

function InForce() {
  const { m, moment } = useTexts(policiesWords);
  const asked = useQuery(inForce());
  return (
    <Loaded query={asked}>
      {({ in_force, coming }) => (
        <>
          <section aria-labelledby="in-force">
            <h2 id="in-force">{m.policies.inForce}</h2>
            <SetFacts set={in_force} />
            {in_force.origin === "installed" && <p className="help">{m.policies.installed}</p>}
            {coming.map((one) => (
              <p key={one.version} className="notice">
                {m.policies.coming(one.from ? moment(one.from) : "", one.title ?? "")}{" "}
                <Link to={`/policies?version=${one.version}`}>{m.policies.setChosen}</Link>
              </p>
            ))}
          </section>
          <Rules version={in_force.version} />
        </>
      )}
    </Loaded>
  );
}

function Other({ version }: { version: string }) {
  const { m } = useTexts(policiesWords);
  return (
    <>
      <section aria-labelledby="as-it-was">
        <h2 id="as-it-was">{m.policies.asItWas}</h2>
        <p>
          {m.policies.version} <span className="code">{version}</span>{" "}
          <Link to="/policies">{m.policies.inForce}</Link>
        </p>
      </section>
      <Rules version={version} />
    </>
  );
}

function SetFacts({ set }: { set: Schema["AppliedPolicySet"] }) {
  const { m, moment, word } = useTexts(policiesWords);
  const code = (text: string | undefined) => text && <span className="code">{text}</span>;
  return (
    <Facts
      facts={[
        [m.policies.version, <span className="code" title={set.version}>{short(set.version)}</span>],
        [m.policies.since, set.from ? moment(set.from) : word(m.policies.origins, set.origin)],
        [m.policies.titleLabel, set.draft ? <Link to={`/policy-draft?draft=${set.draft}`}>{set.title}</Link> : set.title],
        [m.policies.reason, set.reason],
        [m.policies.draftedBy, code(set.drafted_by)],
        [m.policies.approvedBy, code(set.approved_by)],
        [m.policies.approval, set.approval],
        [m.policies.awaitsReading, code(set.awaits_reading)],
        [m.policies.appliedBy, code(set.applied_by)],
        [m.policies.entry, set.entry && <Link to={`/evidence?entry=${set.entry}`}>{m.count(set.entry)}</Link>],
      ]}
    />
  );
}
