import { useMutation, useQuery } from "@tanstack/react-query";
import { address, get, type Schema } from "../../api/client.ts";
import { download, save } from "../../api/download.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { bytesOf } from "../../text/bytes.ts";
import { Term } from "../../parts/Term.tsx";
import * as evidenceWords from "../../text/evidence.ts";
import { useTexts } from "../../text/language.ts";
import { canonical, leafHash } from "./note.ts";

/** One entry, what proves it, and how somebody else checks that without this server. */
export function EntryDetail({ index }: { index: number }) {
  const { m } = useTexts(evidenceWords);
  const { path, search } = usePlace();
  const entry = useQuery({
    queryKey: ["entry", index],
    queryFn: ({ signal }) => get("/api/v1/evidence/entries/{index}", { path: { index }, signal }),
  });
  const proof = useMutation({
    mutationFn: () =>
      download(
        address("/api/v1/evidence/entries/{index}/proof", { path: { index } }),
        "text/plain",
        `entry-${index}.receipt`,
      ),
  });
  const bytes = useMutation({
    mutationFn: async (item: Schema["Entry"]) => {
      const content = entryBytes(item);
      const hash = await leafHash(content);
      if (hash !== undefined && hash !== item.leaf) throw new Error(m.evidence.wrongBytes);
      save(new Blob([content]), `entry-${index}.entry`);
    },
  });
  return (
    <section aria-labelledby="entry" className="entry">
      <h2 id="entry">{m.evidence.entry(index)}</h2>
      <Link className="close no-print" to={path + searchText({ ...Object.fromEntries(search), entry: "" })}>
        {m.close}
      </Link>
      <Loaded query={entry}>
        {(item) => (
          <>
            <dl className="facts">
              <div>
                <dt>{m.evidence.leaf}</dt>
                <dd className="code">{item.leaf}</dd>
              </div>
            </dl>
            <h3>{m.evidence.content}</h3>
            <pre className="source" tabIndex={0}>
              {JSON.stringify(item.entry, null, 2)}
            </pre>
            <div className="exports no-print">
              <button
                type="button"
                disabled={bytes.isPending}
                onClick={() => {
                  bytes.mutate(item);
                }}
              >
                {m.evidence.saveEntry}
              </button>
              <button
                type="button"
                disabled={proof.isPending}
                onClick={() => {
                  proof.mutate();
                }}
              >
                {m.evidence.proof}
              </button>
              <Term of="receipt" />
            </div>
            <p className="help">{m.evidence.proofHelp}</p>
            {proof.error && <Failure error={proof.error} />}
            {bytes.error && (
              <p role="alert" className="notice">
                {bytes.error.message}
              </p>
            )}
            <h3>{m.evidence.elsewhere}</h3>
            <p>{m.evidence.elsewhereHelp}</p>
            <pre className="source" tabIndex={0}>
              {`sekisho evidence verify entry-${index}.receipt --entry entry-${index}.entry --key verifier-key.txt`}
            </pre>
            <p className="help">{m.evidence.elsewhereKey}</p>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** The bytes under the leaf: given as they are where they are no canonical JSON. */
function entryBytes(item: Schema["Entry"]) {
  if (item.bytes === undefined) return new TextEncoder().encode(canonical(item.entry));
  return bytesOf(item.bytes);
}
