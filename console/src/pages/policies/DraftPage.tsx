import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Tabs, viewOf } from "../../parts/Tabs.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { FileChanges } from "./Comparison.tsx";
import { DraftActs } from "./DraftActs.tsx";
import { DraftState } from "./Drafts.tsx";
import { DraftText, unsavedOf } from "./DraftText.tsx";
import { policyDraft, policySet, short } from "./queries.ts";
import { Simulations } from "./Simulations.tsx";

/** A change of the rules from its first line until it is in force. */
export default function DraftPage() {
  const { m } = useTexts(policiesWords);
  const { search } = usePlace();
  const id = search.get("draft") ?? "";
  const view = viewOf(search, m.drafts.view);
  const asked = useQuery(policyDraft(id));
  // Kept while somebody looks at another view of the draft.
  const [edits, setEdits] = useState<Record<string, string>>({});
  return (
    <>
      <p className="no-print">
        <Link to="/policies?view=drafts">{m.policies.view.drafts}</Link>
      </p>
      <Loaded query={asked}>
        {({ shown, tag }) => (
          <>
            <Head draft={shown.draft} />
            <DraftActs draft={shown.draft} tag={tag} unsaved={unsavedOf(shown.files, edits).length} />
            <div className="list-bar">
              <Tabs label={m.policies.views} views={m.drafts.view} shown={view} />
            </div>
            {view === "text" && <DraftText detail={shown} tag={tag} edits={edits} onEdit={setEdits} />}
            {view === "difference" && <FromBase detail={shown} />}
            {view === "simulation" && <Simulations draft={shown.draft} />}
            {view === "history" && (
              <Steps
                id={`policy-draft ${id}`}
                ask={(signal) => get("/api/v1/policy-drafts/{draft}/history", { path: { draft: id }, signal })}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ draft }: { draft: Schema["PolicyDraft"] }) {
  const { m, moment } = useTexts(policiesWords);
  const code = (text: string | undefined) => text && <span className="code">{text}</span>;
  return (
    <>
      <h2>
        {draft.title} <DraftState code={draft.state} />
      </h2>
      <Facts
        facts={[
          [m.drafts.id, m.drafts.number(draft.draft)],
          [m.drafts.sound, m.drafts.soundness[draft.sound ? "yes" : "no"]],
          [m.policies.reason, draft.reason],
          [m.policies.draftedBy, code(draft.drafted_by)],
          [m.policies.draftedAt, moment(draft.drafted_at)],
          [m.policies.approvedBy, code(draft.approved_by)],
          [m.policies.approval, draft.approval],
          [m.policies.awaitsReading, code(draft.awaits_reading)],
          [m.policies.since, draft.from && moment(draft.from)],
          [m.policies.appliedBy, code(draft.applied_by)],
          [m.policies.version, draft.version && code(short(draft.version))],
          [
            m.drafts.base,
            <Link className="code" to={`/policies?version=${draft.base}`} title={draft.base}>
              {short(draft.base)}
            </Link>,
          ],
          [m.policies.entry, draft.entry && <Link to={`/evidence?entry=${draft.entry}`}>{m.count(draft.entry)}</Link>],
        ]}
      />
    </>
  );
}

function FromBase({ detail }: { detail: Schema["PolicyDraftDetail"] }) {
  const base = useQuery(policySet(detail.draft.base));
  return <Loaded query={base}>{({ files }) => <FileChanges before={files} now={detail.files} />}</Loaded>;
}
