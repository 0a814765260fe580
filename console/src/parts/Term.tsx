import { useId } from "react";
import type { Messages } from "../text/ja.ts";
import { useTexts } from "../text/language.ts";

/** A `?` beside a word, which says what the word means: the glossary's sentence. */
export function Term({ of }: { of: keyof Messages["terms"] }) {
  const { m } = useTexts();
  const id = useId();
  const { word, says } = m.terms[of];
  return (
    <span className="term no-print">
      <button type="button" popoverTarget={id} aria-label={m.whatIs(word)}>
        {"?"}
      </button>
      <span id={id} popover="auto" role="note" className="under">
        <strong>{word}</strong>
        <span>{says}</span>
      </span>
    </span>
  );
}
