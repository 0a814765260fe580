import { useMutation } from "@tanstack/react-query";
import { address } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { fileForms } from "../../api/media.ts";
import { proved } from "../../api/proof.ts";
import { usePlace } from "../../app/location.ts";
import { actOf, useMayDo } from "../../app/may.ts";
import { Failure } from "../../parts/Loaded.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { filterOf, sortOf } from "./filter.ts";

const offered = ["xlsx", "csv", "json-lines"] as const;

/** Takes along all rows of what is seen, not only those that are loaded. */
export function Exports({ review }: { review: string }) {
  const { m } = useTexts(findingsWords);
  const { search } = usePlace();
  const mayDo = useMayDo();
  const save = useMutation({
    mutationFn: (format: (typeof offered)[number]) => {
      const query = { ...filterOf(search), sort: sortOf(search) };
      const url = address("/api/v1/reviews/{review}/findings/export", { path: { review }, query });
      const { accept, ending } = fileForms[format];
      return proved("export", () => download(url, accept, `${review}-${query.table ?? "findings"}.${ending}`));
    },
  });
  if (!mayDo("exportFindings")) return null;
  return (
    <div className="exports" title={m.findings.exportHelp}>
      {offered.map((format) => (
        <button
          key={format}
          type="button"
          {...actOf("exportFindings")}
          disabled={save.isPending}
          onClick={() => {
            save.mutate(format);
          }}
        >
          {m.findings.exports[format]}
        </button>
      ))}
      {save.error && <Failure error={save.error} />}
    </div>
  );
}
