import type { Schema } from "../../api/client.ts";
import { Table } from "../../parts/Table.tsx";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";

/** Each file with counts that add up: lines = headers + accesses + rejects. */
export function FileTable({ files }: { files: Schema["CoverageFile"][] }) {
  const { m } = useTexts(logsWords);
  return (
    <Table
      name={m.logs.files}
      rows={files}
      rowKey={(file) => file.file}
      columns={[
        { head: m.logs.file, code: true, cell: (file) => file.file },
        { head: m.logs.profile, code: true, cell: (file) => file.profile },
        { head: m.logs.allLines, number: true, cell: (file) => m.count(file.lines) },
        { head: m.logs.events, number: true, cell: (file) => m.count(file.event_lines) },
        { head: m.logs.headers, number: true, cell: (file) => m.count(file.header_lines) },
        { head: m.logs.rejects, number: true, cell: (file) => m.count(file.reject_lines) },
        { head: m.logs.bytes, number: true, cell: (file) => m.count(file.bytes) },
        {
          head: m.field.sha256,
          code: true,
          cell: (file) => file.sha256.slice(0, 16),
          title: (file) => file.sha256,
        },
      ]}
    />
  );
}
