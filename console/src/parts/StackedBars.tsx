import { Link } from "../app/Link.tsx";
import { useTexts } from "../text/language.ts";
import { niceStep } from "./scale.ts";

export interface Bar {
  label: string;
  /** Shown below the bar; not every bar has one. */
  tick?: string;
  to: string;
  parts: { code: string; value: number }[];
}

const height = 160;

/** Counts over time, a bar a day or month, in the colours of dispositions; each bar is a link. */
export function StackedBars({ bars, title }: { bars: Bar[]; title: string }) {
  const { m, month, date, word } = useTexts();
  const named = ({ label }: Bar) => (label.length === "2024-07".length ? month(label) : date(label));
  const total = (bar: Bar) => bar.parts.reduce((sum, part) => sum + part.value, 0);
  const most = Math.max(1, ...bars.map(total));
  const step = niceStep(most);
  const top = Math.ceil(most / step) * step;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return (
    <figure className="bars" aria-label={title}>
      <div className="bars-plot" style={{ height }}>
        {lines.map((value) => (
          <div key={value} className="bars-line" style={{ bottom: (value / top) * height }}>
            <span>{m.count(value)}</span>
          </div>
        ))}
        <ul className="bars-row">
          {bars.map((bar) => {
            const said = bar.parts
              .filter((part) => part.value > 0)
              .map((part) => `${word(m.disposition, part.code)} ${m.count(part.value)}`)
              .join(", ");
            return (
              <li key={bar.label}>
                {total(bar) > 0 && (
                  <Link to={bar.to} title={`${named(bar)}: ${said}`} aria-label={`${named(bar)}: ${said}`}>
                    {bar.parts.map((part) => (
                      <span
                        key={part.code}
                        className={`bar bar-${part.code}`}
                        style={{ height: (part.value / top) * height }}
                      />
                    ))}
                  </Link>
                )}
                {bar.tick && (
                  <span className="bars-tick" aria-hidden="true">
                    {bar.tick === bar.label ? named(bar) : bar.tick}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </figure>
  );
}
