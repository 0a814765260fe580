import type { Schema } from "../../api/client.ts";
import { useTexts } from "../../text/language.ts";

/** The same facts in words, each with the row of the register that says so. */
export function FactTable({ facts }: { facts: Schema["ExplainedFact"][] }) {
  const { m, both, day } = useTexts();
  return (
    <div className="wide" role="group" aria-label={m.finding.facts} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{m.finding.fact}</th>
            <th scope="col">{m.finding.period}</th>
            <th scope="col">{m.finding.inForce}</th>
            <th scope="col">{m.finding.decisive}</th>
            <th scope="col">{m.finding.reference}</th>
            <th scope="col">{m.finding.source}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={`${fact.file} ${fact.line} ${fact.en}`}>
              <td>{both(fact)}</td>
              <td>
                {fact.from === null ? m.alwaysSo : day(fact.from)} –{" "}
                {fact.until === null ? m.stillOpen : day(fact.until)}
              </td>
              <td>{fact.in_force ? m.yes : m.no}</td>
              <td>{fact.decisive ? m.yes : m.no}</td>
              <td>{fact.reference}</td>
              <td className="code">
                {fact.file}:{fact.line}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
