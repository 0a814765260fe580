import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { run } from "../api/queries.ts";
import { Allowed } from "../app/Allowed.tsx";
import { Link } from "../app/Link.tsx";
import { useSearchChange } from "../app/location.ts";
import { useReview } from "../app/review.ts";
import { AboutThing, Unmask } from "../app/unmasking.tsx";
import { useTexts } from "../text/language.ts";
import { Loaded } from "./Loaded.tsx";

/** Gives a page the review to show, with a choice of others; or says that there is none. */
export function ReviewPicker({ children }: { children: (review: string) => ReactNode }) {
  const { m, moment } = useTexts();
  const { all, name } = useReview();
  const change = useSearchChange();
  return (
    <Loaded query={all}>
      {({ items }) =>
        name === undefined ? (
          <NoReview />
        ) : (
          <AboutThing thing="review" id={name}>
            <div className="review-bar">
              <label>
                {m.review.name}{" "}
                <select
                  value={name}
                  onChange={(event) => {
                    change({ review: event.target.value });
                  }}
                >
                  {items.some((one) => one.review === name) || <option value={name}>{name}</option>}
                  {items.map((one, index) => (
                    <option key={one.review} value={one.review}>
                      {one.ended ? moment(one.ended) : one.review}
                      {index === 0 ? ` (${m.review.newest})` : ""}
                    </option>
                  ))}
                </select>
              </label>
              <ReviewFacts review={name} />
              <Unmask />
            </div>
            {children(name)}
          </AboutThing>
        )
      }
    </Loaded>
  );
}

function ReviewFacts({ review }: { review: string }) {
  const { m, day, lastDay } = useTexts();
  const { data } = useQuery(run(review));
  if (!data) return null;
  const { from, until } = data.inputs.options;
  return (
    <dl className="review-facts">
      <div>
        <dt>{m.review.period}</dt>
        <dd>{from || until ? `${from && day(from)} – ${until && lastDay(until)}` : m.review.wholePeriod}</dd>
      </div>
      <div>
        <dt>{m.review.run}</dt>
        <dd className="code">{data.id}</dd>
      </div>
    </dl>
  );
}

export function NoReview() {
  const { m } = useTexts();
  return (
    <section className="empty">
      <h2>{m.review.none}</h2>
      <Allowed to="startReview">
        <p>{m.review.noneHelp}</p>
        <p>
          <Link to="/jobs">{m.review.start}</Link>
        </p>
      </Allowed>
    </section>
  );
}
