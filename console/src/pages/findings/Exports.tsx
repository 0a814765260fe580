import { useMutation } from "@tanstack/react-query";
import { address } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { proved } from "../../api/proof.ts";
import { usePlace } from "../../app/location.ts";
import { Failure } from "../../parts/Loaded.tsx";
import { useTexts } from "../../text/language.ts";
import { filterOf, sortOf } from "./filter.ts";

/** Takes along all rows of what is seen, not only those that are loaded. */
export function Exports({ review }: { review: string }) {
  const { m } = useTexts();
  const { search } = usePlace();
  const save = useMutation({
    mutationFn: ({ accept, ending }: { accept: string; ending: string }) => {
      const query = { ...filterOf(search), sort: sortOf(search) };
      const url = address("/api/v1/reviews/{review}/findings/export", { path: { review }, query });
      const name = `${review}-${query.table ?? "findings"}.${ending}`;
      return proved("export", () => download(url, accept, name));
    },
  });
  return (
    <div className="exports" title={m.findings.exportHelp}>
      <button
        type="button"
        disabled={save.isPending}
        onClick={() => {
          save.mutate({ accept: "text/csv", ending: "csv" });
        }}
      >
        {m.findings.export}
      </button>
      <button
        type="button"
        disabled={save.isPending}
        onClick={() => {
          save.mutate({ accept: "application/x-ndjson", ending: "ndjson" });
        }}
      >
        {m.findings.exportLines}
      </button>
      {save.error && <Failure error={save.error} />}
    </div>
  );
}
