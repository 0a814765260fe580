import { useState } from "react";
import { Link } from "../../app/Link.tsx";
import { handOver } from "../profiles/sample.ts";
import { dumpOf, textOfBytes } from "../../text/bytes.ts";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";

/** Bytes of a log: decoded where they are text, and as they stand; a profile can be tried on them. */
export function RawBytes({ bytes, profile }: { bytes: Uint8Array<ArrayBuffer>; profile?: string }) {
  const { m } = useTexts(deliveriesWords, logsWords);
  const [as, setAs] = useState<"text" | "bytes">("text");
  const read = textOfBytes(bytes);
  return (
    <div className="raw-bytes">
      <div className="acts no-print" role="group" aria-label={m.logs.raw}>
        {(["text", "bytes"] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="quiet"
            aria-pressed={as === one}
            onClick={() => {
              setAs(one);
            }}
          >
            {one === "text" ? m.deliveries.asText : m.deliveries.asBytes}
          </button>
        ))}
        <Link
          to={profile ? `/profiles?profile=${profile}` : "/profiles"}
          onClick={() => {
            handOver(bytes);
          }}
        >
          {m.deliveries.tryProfile}
        </Link>
      </div>
      {as === "text" && read === null && <p className="help">{m.rejects.notText}</p>}
      <pre className="raw" tabIndex={0} role="region" aria-label={m.logs.raw}>
        {as === "text" ? (read?.text ?? dumpOf(bytes)) : dumpOf(bytes)}
      </pre>
      {as === "text" && read && <p className="help code">{read.encoding}</p>}
    </div>
  );
}
