import { useQuery } from "@tanstack/react-query";
import { line as lineQuery } from "../../api/queries.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { hexOf } from "../../text/bytes.ts";

/** The line as it stands in the file that the review read. */
export function RawLine({ review, file, line }: { review: string; file: string; line: number }) {
  const { m } = useTexts(findingsWords);
  const asked = useQuery(lineQuery(review, file, line));
  return (
    <section aria-labelledby="raw-line">
      <h3 id="raw-line">{m.finding.line}</h3>
      <p className="code">{m.finding.lineFile(file, line)}</p>
      <Loaded query={asked}>
        {(judged) => (
          <>
            <pre className="raw" tabIndex={0}>
              {judged.text ?? hexOf(judged.raw)}
            </pre>
            {judged.text === undefined && <p className="help">{m.finding.lineBinary}</p>}
            <p className="help">
              {m.finding.lineHelp}
              <br />
              {m.field.sha256} <span className="code">{judged.sha256}</span>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
