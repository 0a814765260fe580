import type { Schema } from "../../api/client.ts";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { axisAround } from "./axis.ts";

/** Facts as bars over time, and the access as a line through all of them. */
export function FactAxis({ at, facts }: { at: string; facts: Schema["ExplainedFact"][] }) {
  const { m, both, day, moment } = useTexts(findingsWords);
  const look = Date.parse(at);
  const axis = axisAround(look, facts);
  const percent = (part: number) => `${(part * 100).toFixed(2)}%`;
  const bound = (instant: string | null, none: string) => (instant === null ? none : day(instant));
  return (
    <div className="axis">
      <div className="axis-ticks" aria-hidden="true">
        {axis.ticks.map((tick) => (
          <span key={tick.label} style={{ left: percent(tick.at) }}>
            {tick.label}
          </span>
        ))}
      </div>
      <ol className="axis-lanes">
        {facts.map((fact) => {
          const from = fact.from === null ? 0 : axis.at(Date.parse(fact.from));
          const until = fact.until === null ? 1 : axis.at(Date.parse(fact.until));
          const open = `${fact.from === null || Date.parse(fact.from) < axis.from ? " open-left" : ""}${
            fact.until === null || Date.parse(fact.until) > axis.until ? " open-right" : ""
          }`;
          const kind = `${fact.decisive ? " decisive" : ""}${fact.in_force ? "" : " not-in-force"}`;
          return (
            <li key={`${fact.file} ${fact.line} ${fact.en}`} className={`lane${kind}`}>
              <p>
                {fact.decisive && <span className="mark mark-decisive">{m.finding.decisive}</span>}{" "}
                {both(fact)}
                <span className="help">
                  {" "}
                  {bound(fact.from, m.alwaysSo)} – {bound(fact.until, m.stillOpen)}
                  {fact.reference && ` / ${fact.reference}`}
                  {!fact.in_force && ` / ${m.finding.notInForce}`}
                </span>
              </p>
              <div className="track" aria-hidden="true">
                {axis.ticks.map((tick) => (
                  <span key={tick.label} className="track-tick" style={{ left: percent(tick.at) }} />
                ))}
                <span
                  className={`span${open}`}
                  style={{ left: percent(from), width: percent(Math.max(until - from, 0.004)) }}
                />
                <span className="look" style={{ left: percent(axis.at(look)) }} />
              </div>
            </li>
          );
        })}
      </ol>
      <div className="axis-look" aria-hidden="true">
        <span style={{ left: percent(axis.at(look)) }}>
          {m.finding.axisLook} {moment(at)}
        </span>
      </div>
    </div>
  );
}
