import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { remove } from "../api/client.ts";
import { gateSystems } from "../api/queries.ts";
import { setWho, useWho, whoAsks } from "../api/who.ts";
import { useSystems } from "../parts/System.tsx";
import { useTexts } from "../text/language.ts";
import { KeyboardHelp } from "./KeyboardHelp.tsx";
import { Link } from "./Link.tsx";
import { showPart, usePlace } from "./location.ts";
import { type Area, useAreas } from "./pages.tsx";
import { setPreferences, usePreferences } from "./preferences.ts";
import { PreferencesMenu } from "./PreferencesMenu.tsx";
import { forgetUnfinished } from "./unfinished.ts";

/** Only made-up data has one. */
const Guide = lazy(() => import("./Guide.tsx"));

/** A session is ended on the server, too; it is forgotten here even where that fails. */
async function logOut() {
  try {
    if (whoAsks().by === "session") await remove("/api/v1/session");
  } finally {
    forgetUnfinished();
    setWho({ by: "nobody" });
  }
}

function isAt(area: Area, path: string) {
  return area.path === path || area.also?.includes(path) === true;
}

/** Where the server has a gate with systems behind it. */
function ToSystems() {
  const { m } = useTexts();
  const systems = useQuery(gateSystems());
  return systems.data && systems.data.items.length > 0 && <Link to="/systems">{m.pages.systems}</Link>;
}

/** What stands around every page: where one is, where one can go, how one likes it. */
export function Shell({ title, children }: { title: string; children: ReactNode }) {
  // Asked for with the frame: no page shows codes first.
  useSystems();
  const { m } = useTexts();
  const { path, search } = usePlace();
  const who = useWho();
  const liked = usePreferences();
  const guide = who.by === "session" ? who.session.guide : undefined;
  const grouped = useAreas();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);

  useEffect(() => {
    document.title = `${title} – ${m.product}`;
  }, [title, m]);
  // An address that was typed or sent may name a part of its page.
  useEffect(() => {
    showPart(location.hash);
  }, []);
  // Whoever cannot see it hears that a new page is there.
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    // Unless the page has put it where people begin to type.
    if (!main.current?.contains(document.activeElement)) main.current?.focus();
    scrollTo(0, 0);
  }, [path]);

  const review = search.get("review");
  const here = grouped.find(({ members }) => members.some((area) => isAt(area, path)));
  const at = (area: Area) => (area.ofReview && review ? `${area.path}?review=${review}` : area.path);
  return (
    <>
      <a className="skip" href="#main">
        {m.skip}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          {m.product}
          <span>{m.productSays}</span>
        </Link>
        <nav aria-label={m.nav}>
          <ul>
            {grouped.map(({ name, members: [first] }) => (
              <li key={name}>
                {first && (
                  <Link to={at(first)} aria-current={name === here?.name ? "true" : undefined}>
                    {m.groups[name]}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </nav>
        <div className="top-end">
          {guide && liked.guide === "off" && (
            <button
              type="button"
              className="quiet"
              onClick={() => {
                setPreferences({ guide: "on" });
              }}
            >
              {m.openGuide}
            </button>
          )}
          <KeyboardHelp />
          <PreferencesMenu />
          {who.by === "session" && <ToSystems />}
          {who.by === "session" && <Link to="/account">{m.pages.account}</Link>}
          <button type="button" className="quiet" onClick={() => void logOut()}>
            {m.logIn.out}
          </button>
        </div>
        {here && here.members.length > 1 && (
          <nav aria-label={m.navWithin(m.groups[here.name])} className="within">
            <ul>
              {here.members.map((area) => (
                <li key={area.path}>
                  <Link to={at(area)} aria-current={isAt(area, path) ? "page" : undefined}>
                    {m.pages[area.name]}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      {guide && liked.guide === "on" && (
        <Suspense>
          <Guide guide={guide} />
        </Suspense>
      )}
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
