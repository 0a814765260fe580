import type { Schema } from "../../api/client.ts";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { FactAxis } from "./FactAxis.tsx";
import { FactTable } from "./FactTable.tsx";

/** Why the rules said so: facts on one axis, the clause, and what it would have taken. */
export function Explanation({ at, decided }: { at: string; decided: Schema["Decision"] }) {
  const { m, both } = useTexts(findingsWords);
  return (
    <>
      {decided.notes.length > 0 && (
        <section aria-labelledby="notes">
          <h3 id="notes">{m.finding.notes}</h3>
          <ul>
            {decided.notes.map((note) => (
              <li key={note.en}>{both(note)}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="axis">
        <h3 id="axis">{m.finding.axis}</h3>
        <p className="help">{m.finding.axisHelp}</p>
        <FactAxis at={at} facts={decided.facts} />
        <details>
          <summary>{m.finding.facts}</summary>
          <FactTable facts={decided.facts} />
        </details>
      </section>
      {decided.readings.map((reading, index) => (
        <ReadingPart
          key={`${reading.reason} ${reading.verdict} ${index}`}
          reading={reading}
          title={
            decided.readings.length > 1
              ? m.finding.readings(index + 1, decided.readings.length)
              : undefined
          }
        />
      ))}
    </>
  );
}

function ReadingPart({ reading, title }: { reading: Schema["Reading"]; title: string | undefined }) {
  const { m, both, word } = useTexts(findingsWords);
  const { nearest } = reading;
  return (
    <section className="reading">
      {title && (
        <h3>
          {title}: {word(m.verdict, reading.verdict)}
        </h3>
      )}
      {reading.assumptions.length > 0 && (
        <ul>
          {reading.assumptions.map((one) => (
            <li key={one.en}>{both(one)}</li>
          ))}
        </ul>
      )}
      {reading.deciding.length > 0 && (
        <section>
          <h3>{m.finding.deciding}</h3>
          {reading.deciding.map((policy) => (
            <Policy key={policy.id} policy={policy} failed={null} />
          ))}
        </section>
      )}
      {nearest && (
        <section>
          <h3>{m.finding.nearest}</h3>
          <p className="help">{m.finding.nearestHelp}</p>
          <Policy policy={nearest} failed={reading.failed_clause} />
        </section>
      )}
      {reading.would_allow.length > 0 && (
        <section>
          <h3>{m.finding.wouldAllow}</h3>
          <p className="help">{m.finding.wouldAllowHelp}</p>
          <ul className="would-allow">
            {reading.would_allow.map((one) => (
              <li key={one.en}>{both(one)}</li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function Policy({ policy, failed }: { policy: Schema["ExplainedPolicy"]; failed: string | null }) {
  const { m, both, word } = useTexts(findingsWords);
  return (
    <div className="policy">
      <h4>{both(policy.title)}</h4>
      <p className="help">
        {m.finding.basis}: {both(policy.basis)}{" "}
        <span className="code">
          {policy.file}:{policy.line}
        </span>
      </p>
      <ol className="clauses">
        {policy.clauses.map((clause) => (
          <li key={clause.name} className={clause.name === failed ? "clause clause-reason" : "clause"}>
            <div>
              <p>
                <span className={`mark mark-clause-${clause.state.replace(" ", "-")}`}>
                  {word(m.finding.clauseState, clause.state)}
                </span>{" "}
                {both(clause.title)}
                {clause.name === failed && <strong> {m.finding.thisOne}</strong>}
              </p>
              <details>
                <summary>{m.finding.source2}</summary>
                <pre className="source" tabIndex={0}>
                  {clause.source}
                </pre>
              </details>
            </div>
            {clause.reads.length > 0 && (
              <ul className="reads code" aria-label={m.finding.reads}>
                {clause.reads.map((read) => (
                  <li key={read}>{read}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
