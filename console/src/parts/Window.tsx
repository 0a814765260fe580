import type { Schema } from "../api/client.ts";
import { useTexts } from "../text/language.ts";

export function useWindowText() {
  const { m, day } = useTexts();
  // A period that is open on both sides is unknown; where `always`, it is one.
  return (window: Schema["Window"] | null, always = false) => {
    if (!window || (!always && window.from === null && window.until === null)) return m.unknown;
    const from = window.from === null ? m.alwaysSo : day(window.from);
    return `${from} – ${window.until === null ? m.stillOpen : day(window.until)}`;
  };
}

/** The three times without which no figure means anything. */
export function Windows({ windows }: { windows: Schema["Windows"] }) {
  const { m } = useTexts();
  const text = useWindowText();
  return (
    <dl className="windows">
      {(["examined", "logs", "exposure"] as const).map((name) => (
        <div key={name}>
          <dt>{m.windows[name]}</dt>
          <dd>{text(windows[name])}</dd>
          <dd className="help">{m.windows[`${name}Help`]}</dd>
        </div>
      ))}
    </dl>
  );
}
