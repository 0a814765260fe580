import type { Schema } from "../api/client.ts";
import { useTexts } from "../text/language.ts";
import { japan, lastOf } from "../time/japan.ts";
import { Term } from "./Term.tsx";

/** A period in words, or as it fits into a table. */
export function useWindowText(short = false) {
  const { m, day, lastDay, date } = useTexts();
  // A period that is open on both sides is unknown; where `always`, it is one.
  return (window: Schema["Window"] | null, always = false) => {
    if (!window || (!always && window.from === null && window.until === null)) return m.unknown;
    const first = (at: string) => (short ? date(japan(at).date) : day(at));
    const last = (at: string) => (short ? date(japan(lastOf(at)).date) : lastDay(at));
    const from = window.from === null ? m.alwaysSo : first(window.from);
    return `${from} – ${window.until === null ? m.stillOpen : last(window.until)}`;
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
          <dt>
            {m.windows[name]} {name === "exposure" && <Term of="exposure" />}
          </dt>
          <dd>{text(windows[name])}</dd>
          <dd className="help">{m.windows[`${name}Help`]}</dd>
        </div>
      ))}
    </dl>
  );
}
