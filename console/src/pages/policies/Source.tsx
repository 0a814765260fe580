import { tokensOf } from "../../text/cedar.ts";

/** The text of a policy in its colours. */
export function Source({ text, label }: { text: string; label: string }) {
  return (
    <pre className="source" tabIndex={0} aria-label={label} role="region">
      {tokensOf(text).map(({ kind, text: piece }, index) =>
        kind === "plain" ? (
          piece
        ) : (
          <span key={index} className={`source-${kind}`}>
            {piece}
          </span>
        ),
      )}
    </pre>
  );
}
