import { useTexts } from "../text/language.ts";

/** How an access was judged: by its word first, by colour and shape besides. */
export function Disposition({ code, short }: { code: string; short?: boolean }) {
  const { m, word } = useTexts();
  return (
    <span className={`mark mark-${code}`} title={m.dispositionHelp[code]}>
      {word(short ? m.dispositionShort : m.disposition, code)}
    </span>
  );
}
