import type { Schema } from "../../api/client.ts";
import { Failure } from "../../parts/Loaded.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import type { Complaint } from "./complaints.ts";

interface Props {
  check: Schema["PolicyDraftCheck"];
  complaints: Complaint[];
  /** Of what is being written, not of what was saved. */
  fresh: boolean;
  busy: boolean;
  error: unknown;
  onChoose: (complaint: Complaint) => void;
}

/** What is wrong beside the text, and what the tests say of it; each leads to its place. */
export function Complaints({ check, complaints, fresh, busy, error, onChoose }: Props) {
  const { m } = useTexts(policiesWords);
  const { tests } = check;
  const { errors, warnings } = check.check;
  return (
    <aside className="workbench-check" aria-label={m.drafts.check}>
      <h3>{m.drafts.check}</h3>
      <p className="help" role="status">
        {busy ? m.drafts.checking : fresh ? m.drafts.trialFresh : m.drafts.trialSaved}
      </p>
      {error ? <Failure error={error} /> : null}
      <p>{errors + warnings === 0 ? m.drafts.noFindings : m.drafts.findings(errors, warnings)}</p>
      <List complaints={complaints.filter((one) => one.severity !== "test")} onChoose={onChoose} />
      <h3>{m.drafts.tests}</h3>
      {tests.trouble ? (
        <p className="notice">
          {m.drafts.testsTrouble} {errors > 0 ? m.drafts.policiesHaveErrors : tests.trouble}
        </p>
      ) : (
        <p>
          <span className={`mark mark-${tests.failed === 0 ? "clause-satisfied" : "clause-failed"}`}>
            {tests.failed === 0 ? m.drafts.testsPassed(tests.cases) : m.drafts.testsFailed(tests.failed, tests.cases)}
          </span>{" "}
          {tests.coverage_percent !== undefined && (
            <span className="help">{m.drafts.coverage(tests.coverage_percent.toFixed(1))}</span>
          )}
        </p>
      )}
      <List complaints={complaints.filter((one) => one.severity === "test")} onChoose={onChoose}>
        {(at) => <Differences of={tests.failures[at]} />}
      </List>
    </aside>
  );
}

interface ListProps {
  complaints: Complaint[];
  onChoose: (complaint: Complaint) => void;
  children?: (at: number) => React.ReactNode;
}

function List({ complaints, onChoose, children }: ListProps) {
  const { m } = useTexts(policiesWords);
  if (complaints.length === 0) return null;
  return (
    <ul className="complaints">
      {complaints.map((one, at) => (
        <li key={at} className={`complaint-${one.severity}`}>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              onChoose(one);
            }}
          >
            {m.drafts.where(one.file, one.line, one.column)}
          </button>
          <p>
            {one.severity !== "test" && <strong>{m.drafts.severities[one.severity]}: </strong>}
            {one.message}
          </p>
          {one.help && <p className="help">{one.help}</p>}
          {children?.(at)}
        </li>
      ))}
    </ul>
  );
}

function Differences({ of }: { of: Schema["PolicyTestFailure"] | undefined }) {
  const { m, word } = useTexts(policiesWords);
  const said = (what: string, value: string) =>
    what === "decision" ? word(m.verdict, value) : what === "route" ? word(m.route, value) : value || m.none;
  const differences = (of?.differences ?? []) as unknown as { what: string; expected: string; got: string }[];
  return differences.map((one, index) => (
    <p key={index} className="help">
      {m.drafts.differs(word(m.drafts.differsIn, one.what), said(one.what, one.expected), said(one.what, one.got))}
    </p>
  ));
}
