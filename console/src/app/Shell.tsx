import { type ReactNode, useEffect, useRef } from "react";
import { remove } from "../api/client.ts";
import { setWho, useWho, whoAsks } from "../api/who.ts";
import { useTexts } from "../text/language.ts";
import { Link } from "./Link.tsx";
import { usePlace } from "./location.ts";
import { areas } from "./pages.tsx";
import { PreferencesMenu } from "./PreferencesMenu.tsx";

/** A session is ended on the server, too; it is forgotten here even where that fails. */
async function logOut() {
  try {
    if (whoAsks().by === "session") await remove("/api/v1/session");
  } finally {
    setWho({ by: "nobody" });
  }
}

/** What stands around every page: where one is, where one can go, how one likes it. */
export function Shell({ title, children }: { title: string; children: ReactNode }) {
  const { m } = useTexts();
  const { path, search } = usePlace();
  const who = useWho();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);

  useEffect(() => {
    document.title = `${title} – ${m.product}`;
  }, [title, m]);
  // Whoever cannot see it hears that a new page is there.
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus();
    scrollTo(0, 0);
  }, [path]);

  const review = search.get("review");
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
            {areas.map((area) => (
              <li key={area.path}>
                <Link
                  to={area.ofReview && review ? `${area.path}?review=${review}` : area.path}
                  aria-current={area.path === path || area.also?.includes(path) ? "page" : undefined}
                >
                  {m.pages[area.name]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="top-end">
          <PreferencesMenu />
          {who.by === "session" && <Link to="/account">{m.pages.account}</Link>}
          <button type="button" className="quiet" onClick={() => void logOut()}>
            {m.logIn.out}
          </button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
