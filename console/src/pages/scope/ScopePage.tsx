import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../api/client.ts";
import { scope as scopeQuery } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { Figure } from "../../parts/Figure.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { Term } from "../../parts/Term.tsx";
import { Windows } from "../../parts/Window.tsx";
import * as reportsWords from "../../text/reports.ts";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";
import { MakePaper } from "../reports/MakePaper.tsx";
import { Exposures } from "./Exposures.tsx";
import { Lent } from "./Lent.tsx";
import { MonthTable, RouteTable, SystemTable } from "./ScopeTables.tsx";
import { NotDeterminable } from "./NotDeterminable.tsx";
import { Suppliers } from "./Suppliers.tsx";

export default function ScopePage() {
  const { m } = useTexts(scopeWords);
  return (
    <>
      <p className="lead">{m.scope.lead}</p>
      <VersionsLink />
      <ReviewPicker>{(review) => <Scope review={review} />}</ReviewPicker>
    </>
  );
}

function VersionsLink() {
  const { m } = useTexts();
  const review = usePlace().search.get("review") ?? undefined;
  return (
    <p className="no-print">
      <Link to={`/versions${searchText({ review })}`}>{m.pages.versions}</Link>
    </p>
  );
}

function Scope({ review }: { review: string }) {
  const { m } = useTexts(reportsWords, scopeWords);
  const asked = useQuery(scopeQuery(review));
  return (
    <Loaded query={asked}>
      {(scope) => (
        <>
          <div className="exports no-print">
            <MakePaper paper="incident" review={review} label={m.reports.makeThis} />
          </div>
          <Headline review={review} total={scope.total} />
          <NotDeterminable review={review} scope={scope} />
          {scope.total.violations > 0 && (
            <>
              <section aria-labelledby="systems">
                <h2 id="systems">{m.scope.systems}</h2>
                <SystemTable review={review} systems={scope.systems} />
              </section>
              <section aria-labelledby="routes">
                <h2 id="routes">{m.scope.routes}</h2>
                <RouteTable review={review} routes={scope.routes} />
              </section>
              {(scope.routes["lent-id"]?.violations ?? 0) > 0 && <Lent review={review} />}
              <Suppliers review={review} />
              <section aria-labelledby="months">
                <h2 id="months">{m.scope.months}</h2>
                <MonthTable review={review} systems={scope.systems} />
              </section>
            </>
          )}
          {scope.exposures.length > 0 && <Exposures exposures={scope.exposures} />}
        </>
      )}
    </Loaded>
  );
}

function Headline({ review, total }: { review: string; total: Schema["ScopeTotal"] }) {
  const { m } = useTexts(scopeWords);
  const seen = findingsAt({ review, disposition: "violation" });
  const to: Record<string, string> = {
    attempts: findingsAt({ review, disposition: "attempt" }),
    doubtful: findingsAt({ review, disposition: "doubtful" }),
  };
  const apart = Object.entries(m.scope.apartFigures).map(([name, label]) => ({
    name,
    label,
    value: total[name as "group_points"] ?? 0,
  }));
  const matrix = findingsAt({ review, disposition: "violation", view: "matrix" });
  return (
    <section aria-labelledby="headline">
      <h2 id="headline">
        {m.scope.headline} <Term of="contracts" />
      </h2>
      {total.violations === 0 ? (
        <p>{m.scope.none}</p>
      ) : (
        <dl className="figures">
          <Figure strong label={m.scope.figures.contracts} help={m.scope.figures.contractsHelp} to={seen}>
            {m.count(total.contracts ?? 0)}
          </Figure>
          <Figure label={m.scope.figures.customers} help={m.scope.figures.customersHelp} to={seen}>
            {m.count(total.customers ?? 0)}
          </Figure>
          <Figure label={m.scope.figures.retailers} help={m.scope.figures.retailersHelp} to={seen}>
            {m.count(total.retailers ?? 0)}
          </Figure>
          <Figure
            label={m.scope.figures.viewers}
            help={m.scope.figures.viewersHelp(total.viewers_confirmed)}
            to={matrix}
          >
            {m.count(total.viewers)}
          </Figure>
          <Figure label={m.scope.figures.violations} help={m.scope.figures.violationsHelp} to={seen}>
            {m.count(total.violations)}
          </Figure>
          {(total.facilities ?? 0) > 0 && (
            <Figure label={m.scope.figures.facilities} help={m.scope.figures.facilitiesHelp} to={seen}>
              {m.count(total.facilities ?? 0)}
            </Figure>
          )}
        </dl>
      )}
      <Windows windows={total.windows} />
      <h3>{m.scope.apart}</h3>
      <dl className="figures figures-small">
        {apart.map(({ name, label, value }) => {
          const where = value > 0 ? to[name] : undefined;
          return (
            <Figure key={name} label={label} {...(where ? { to: where } : {})}>
              {m.count(value)}
            </Figure>
          );
        })}
        <Figure label={m.scope.switchPending}>
          {typeof total.switch_pending_points === "number" ? (
            m.count(total.switch_pending_points)
          ) : (
            <span className="unknown">{m.scope.switchPendingUnknown}</span>
          )}
        </Figure>
      </dl>
    </section>
  );
}
