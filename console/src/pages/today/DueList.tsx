import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import * as todayWords from "../../text/today.ts";
import { useTexts } from "../../text/language.ts";
import { due } from "../cases/queries.ts";

/** Where it is done. */
function placeOf({ case: id, emergency }: Schema["Due"]) {
  if (id) return `/case${searchText({ case: id })}`;
  return emergency ? `/emergency${searchText({ emergency })}` : "/outages?view=looks&reviewed=no";
}

/** What is due within two weeks, and what should have been done by now. */
export function DueList() {
  const { m, word, date, language } = useTexts(todayWords);
  const asked = useQuery(due());
  const what = ({ kind, deadline, case: id, emergency, looks }: Schema["Due"]) => {
    const title = deadline && (language === "ja" ? deadline.title_ja : deadline.title);
    const of = id ? m.due.case(id) : emergency ? m.due.emergency(emergency) : m.due.looks(looks ?? 0);
    return `${word(m.due.kinds, kind)} ${title ?? ""} (${of})`;
  };
  return (
    <section aria-labelledby="due">
      <h2 id="due">{m.due.title}</h2>
      <Loaded query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="help">{m.due.none}</p>
          ) : (
            <ul className="attention">
              {items.map((one, index) => (
                <li key={index} className={one.overdue ? "attention-act" : "attention-know"}>
                  <Link to={placeOf(one)}>{what(one)}</Link>
                  <span className="help">
                    {date(one.due)} {one.overdue ? m.due.overdue : one.remind ? m.due.remind : ""}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
