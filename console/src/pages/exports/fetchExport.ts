import type { Schema } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { fileForms } from "../../api/media.ts";
import { proved } from "../../api/proof.ts";

/** Takes out what was frozen, as it was frozen; each time is recorded. */
export function fetchExport({ export: id, format }: Schema["Export"], name = "export") {
  const forms: Record<string, { accept: string; ending: string }> = fileForms;
  const { accept, ending } = forms[format] ?? { accept: "*/*", ending: "bin" };
  return proved("export", () => download(`/api/v1/exports/${id}/file`, accept, `${name}-${id}.${ending}`));
}
