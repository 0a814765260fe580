import { Link } from "../../app/Link.tsx";
import { useMay } from "../../app/may.ts";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";

const places = {
  logs: "/logs",
  deliveries: "/deliveries",
  archive: "/deliveries?view=archive",
  profiles: "/profiles",
} as const;

/** The pages about logs: how they arrived, what was said of them, where they are kept, how they are read. */
export function LogTabs({ at }: { at: keyof typeof places }) {
  const { m } = useTexts(deliveriesWords);
  const may = useMay();
  const open = (Object.keys(places) as (keyof typeof places)[]).filter((name) => name !== "logs" || may("review"));
  return (
    <div className="list-bar">
      <nav aria-label={m.pages.logs} className="tabs">
        {open.map((name) => (
          <Link key={name} to={places[name]} aria-current={name === at ? "page" : undefined}>
            {m.logTabs[name]}
          </Link>
        ))}
      </nav>
    </div>
  );
}
