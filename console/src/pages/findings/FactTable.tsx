import type { Schema } from "../../api/client.ts";
import { Table } from "../../parts/Table.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";

/** The same facts in words, each with the row of the register that says so. */
export function FactTable({ facts }: { facts: Schema["ExplainedFact"][] }) {
  const { m, both, day } = useTexts(findingsWords);
  return (
    <Table
      name={m.finding.facts}
      rows={facts}
      rowKey={(fact) => `${fact.file} ${fact.line} ${fact.en}`}
      columns={[
        { head: m.finding.fact, cell: both },
        {
          head: m.finding.period,
          cell: ({ from, until }) =>
            `${from === null ? m.alwaysSo : day(from)} – ${until === null ? m.stillOpen : day(until)}`,
        },
        { head: m.finding.inForce, cell: (fact) => (fact.in_force ? m.yes : m.no) },
        { head: m.finding.decisive, cell: (fact) => (fact.decisive ? m.yes : m.no) },
        { head: m.finding.reference, cell: (fact) => fact.reference },
        { head: m.finding.source, code: true, cell: (fact) => `${fact.file}:${fact.line}` },
      ]}
    />
  );
}
