import type { Schema } from "../../api/client.ts";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";

export function GapTable({ gaps }: { gaps: (Schema["Gap"] & { system: string })[] }) {
  const { m, day, word } = useTexts(logsWords);
  return (
    <Table
      name={m.logs.gaps}
      rows={gaps}
      rowKey={(_, index) => index}
      columns={[
        { head: m.field.system, cell: (gap) => <System of={gap.system} /> },
        { head: m.logs.gapKind, cell: (gap) => word(m.logs.gapKinds, gap.kind) },
        {
          head: m.logs.where,
          cell: (gap) =>
            gap.day ? (
              day(`${gap.day}T00:00:00+09:00`)
            ) : (
              <span className="code">{`${gap.file ?? ""}:${gap.line ?? ""}`}</span>
            ),
        },
        { head: m.logs.detail, cell: (gap) => gap.detail },
      ]}
    />
  );
}
