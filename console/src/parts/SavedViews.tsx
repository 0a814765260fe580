import { useId, useState } from "react";
import { Link } from "../app/Link.tsx";
import { usePlace } from "../app/location.ts";
import { useViews } from "../app/useViews.ts";
import { keptOf, nameAtMost } from "../app/views.ts";
import { useTexts } from "../text/language.ts";

/** Filters and order of the list at hand, kept under a name; and those that were kept before. */
export function SavedViews() {
  const { m } = useTexts();
  const { path, search } = usePlace();
  const { views, full, keep, drop } = useViews(path);
  const [name, setName] = useState("");
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id}>
        {m.views.title} ({m.count(views.length)})
      </button>
      <div id={id} popover="auto" className="under" role="group" aria-label={m.views.title}>
        {views.length === 0 ? (
          <p className="help">{m.views.none}</p>
        ) : (
          <ul className="views">
            {views.map((one) => (
              <li key={one.name}>
                <Link
                  to={one.search ? `${path}?${one.search}` : path}
                  aria-current={one.search === keptOf(search) ? "true" : undefined}
                >
                  {one.name}
                </Link>
                <button
                  type="button"
                  className="quiet"
                  aria-label={m.views.drop(one.name)}
                  onClick={() => {
                    drop(one.name);
                  }}
                >
                  {m.views.dropShort}
                </button>
              </li>
            ))}
          </ul>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep(name.trim(), search);
            setName("");
          }}
        >
          <label htmlFor={`${id}-name`}>{m.views.name}</label>
          <div className="acts">
            <input
              id={`${id}-name`}
              required
              pattern=".*\S.*"
              maxLength={nameAtMost}
              autoComplete="off"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
            <button type="submit" disabled={full}>
              {m.views.keep}
            </button>
          </div>
        </form>
        <p className="help">{m.views.help}</p>
      </div>
    </>
  );
}
