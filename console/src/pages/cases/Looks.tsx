import type { Schema } from "../../api/client.ts";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";

/** The times and systems that somebody is asked about, and nothing of whose record it was. */
export function Looks({ looks }: { looks: Schema["Look"][] }) {
  const { m, moment } = useTexts(casesWords);
  return (
    <Table
      name={m.inquiries.looks}
      rows={looks}
      rowKey={(_, index) => index}
      columns={[
        { head: m.field.time, names: true, cell: (one) => moment(one.time) },
        { head: m.field.system, cell: (one) => <System of={one.system} /> },
      ]}
    />
  );
}
