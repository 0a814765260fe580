import { post } from "../../api/client.ts";
import { Act } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import type { Case } from "./queries.ts";

type Outcome = NonNullable<Case["outcome"]>;

/** First and second look at cases: one or many, all of them or none, as they were seen. */
export function Triage({ cases, onDone }: { cases: Case[]; onDone?: () => void }) {
  const { m } = useTexts(casesWords);
  const reason: FieldShape = { name: "reason", label: m.cases.reason, kind: "lines" };
  const seen = cases.map((one) => ({ case: one.case, revision: one.revision }));
  const all = (state: Case["state"]) => cases.length > 0 && cases.every((one) => one.state === state);
  const check = async (agrees: boolean, why: string | undefined) => {
    await post("/api/v1/second-checks", { body: { cases: seen, agrees, ...(why ? { reason: why } : {}) } });
    onDone?.();
  };
  return (
    <>
      {all("open") && (
        <Act
          does="triageMany"
          primary
          label={m.cases.triage}
          help={m.cases.triageHelp}
          fields={[{ name: "outcome", label: m.cases.outcome, kind: "choice", options: m.cases.outcomes }, reason]}
          run={async ({ outcome, reason: why = "" }) => {
            await post("/api/v1/triages", { body: { cases: seen, outcome: outcome as Outcome, reason: why } });
            onDone?.();
          }}
        />
      )}
      {all("triaged") && (
        <>
          <Act does="checkMany" primary label={m.cases.check} help={m.cases.checkHelp} run={() => check(true, undefined)} />
          <Act does="checkMany" label={m.cases.disagree} fields={[reason]} run={({ reason: why }) => check(false, why)} />
        </>
      )}
    </>
  );
}
