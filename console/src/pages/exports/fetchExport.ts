import type { Schema } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { proved } from "../../api/proof.ts";

const media: Record<string, [accept: string, ending: string]> = {
  csv: ["text/csv", "csv"],
  "json-lines": ["application/x-ndjson", "ndjson"],
  ocsf: ["application/x-ndjson", "ndjson"],
  pdf: ["application/pdf", "pdf"],
  xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
};

/** Takes out what was frozen, as it was frozen; each time is recorded. */
export function fetchExport({ export: id, format }: Schema["Export"], name = "export") {
  const [accept, ending] = media[format] ?? ["*/*", "bin"];
  return proved("export", () => download(`/api/v1/exports/${id}/file`, accept, `${name}-${id}.${ending}`));
}
