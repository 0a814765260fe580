import { post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { Act, type Values } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { instantAt } from "../../time/japan.ts";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";

type Draft = Schema["PolicyDraft"];
type Step = "proposal" | "approval" | "return" | "reading" | "application" | "withdrawal";

/** What may come next of a draft; whether somebody may do it is for the server to say. */
export function DraftActs({ draft, tag, unsaved }: { draft: Draft; tag: string; unsaved: number }) {
  const { m } = useTexts(policiesWords);
  const asked = { path: { draft: String(draft.draft) }, headers: { "If-Match": tag } };
  const take = (step: Step, body: (values: Values) => object) => (values: Values) =>
    proved("policy-change", () =>
      post(`/api/v1/policy-drafts/{draft}/${step}`, { ...asked, body: body(values) }),
    );
  const some = (values: Record<string, string | undefined>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value));
  const reason: FieldShape = { name: "reason", label: m.policies.reason, kind: "lines" };
  const number: FieldShape = { name: "number", label: m.drafts.number2, optional: true };
  const standsIn: FieldShape = { name: "stands_in_for", label: m.drafts.standsInFor, optional: true };
  const { state } = draft;
  return (
    <div className="exports no-print">
      {(state === "drafted" || state === "returned") && (
        <Act
          does="proposePolicies"
          primary
          label={m.drafts.propose}
          help={m.drafts.proposeHelp}
          disabled={!draft.sound || unsaved > 0}
          fields={[reason]}
          run={take("proposal", some)}
        />
      )}
      {state === "proposed" && (
        <Act
          does="approvePolicies"
          primary
          label={m.drafts.approve}
          help={m.drafts.approveHelp}
          fields={[number, standsIn]}
          run={take("approval", some)}
        />
      )}
      {(state === "proposed" || state === "approved") && (
        <>
          <Act
            does="applyPolicies"
            primary={state === "approved"}
            label={m.drafts.apply}
            help={m.drafts.applyHelp}
            fields={[
              { name: "from", label: m.drafts.from, kind: "datetime-local", help: m.drafts.fromHelp, optional: true },
              { ...number, help: m.drafts.applyNumberHelp },
            ]}
            run={take("application", ({ from, number: decided }) =>
              some({ from: instantAt(from ?? ""), number: decided }),
            )}
          />
          <Act does="returnPolicies" label={m.drafts.sendBack} fields={[reason, standsIn]} run={take("return", some)} />
        </>
      )}
      {draft.awaits_reading && <Act does="readPolicies" label={m.drafts.read} run={take("reading", () => ({}))} />}
      {unsaved > 0 && <span className="help">{m.drafts.saveFirst}</span>}
      {state !== "applied" && state !== "withdrawn" && (
        <Act does="withdrawPolicies" quiet label={m.drafts.withdraw} fields={[reason]} run={take("withdrawal", some)} />
      )}
    </div>
  );
}
