import { useState } from "react";
import * as guideWords from "../text/guide.ts";
import { useTexts } from "../text/language.ts";
import { type GuideData, stepAt, type Step, stepsOf } from "./guide.ts";
import { Link } from "./Link.tsx";
import { usePlace } from "./location.ts";
import { setPreferences } from "./preferences.ts";

/** Three minutes through made-up data: five places, each with what is to be seen there. */
export default function Guide({ guide }: { guide: GuideData }) {
  const { m } = useTexts(guideWords);
  const place = usePlace();
  const steps = stepsOf(guide);
  // Whoever looks at something else in between finds the step where they left it.
  const [last, setLast] = useState<Step["name"]>();
  const here = stepAt(steps, place)?.name;
  if (here !== undefined && here !== last) setLast(here);
  const at = steps.findIndex(({ name }) => name === (here ?? last));
  const now = steps[at];
  const next = steps[at + 1];
  return (
    <aside className="guide no-print" aria-labelledby="guide">
      <p id="guide">{m.guide.title}</p>
      <ol>
        {steps.map(({ name, to }, index) => (
          <li key={name}>
            <Link to={to} aria-current={index === at ? "step" : undefined}>
              {`${index + 1}. ${m.guide.steps[name].name}`}
            </Link>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          setPreferences({ guide: "off" });
        }}
      >
        {m.guide.close}
      </button>
      <p className="guide-says" role="status">
        {now ? m.guide.steps[now.name].says : m.guide.lead}{" "}
        {next && <Link to={next.to}>{now ? m.guide.next(m.guide.steps[next.name].name) : m.guide.begin}</Link>}
      </p>
    </aside>
  );
}
