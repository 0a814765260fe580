import type { Schema } from "../../api/client.ts";
import { searchText } from "../../app/location.ts";
import { Figure } from "../../parts/Figure.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { Term } from "../../parts/Term.tsx";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";

/** What nobody can know: apart from everything that was counted, and never among it. */
export function NotDeterminable({ review, scope }: { review: string; scope: Schema["Scope"] }) {
  const { m } = useTexts(scopeWords);
  const { total } = scope;
  const { nameOf } = useSystems();
  const noBound = Object.entries(scope.systems).filter(([, of]) => of.bounds.at_most === null);
  return (
    <section aria-labelledby="not-determinable" className="apart">
      <h2 id="not-determinable">
        {m.scope.notDeterminable} <Term of="undeterminable" />
      </h2>
      <p className="help">{m.scope.notDeterminableHelp}</p>
      <dl className="figures figures-small">
        <Figure label={m.scope.withoutLog} help={m.scope.withoutLogHelp} to={`/logs${searchText({ review })}`}>
          {m.count(scope.systems_without_log.length)}
        </Figure>
        <Figure
          label={m.scope.undetermined}
          help={m.dispositionHelp["undetermined"] ?? ""}
          to={findingsAt({ review, table: "undetermined" })}
        >
          {m.count(total.undetermined)}
        </Figure>
        <Figure label={m.scope.unknownViewers} to={findingsAt({ review, disposition: "violation", view: "matrix" })}>{m.count(total.unknown_viewer_looks)}</Figure>
        <Figure label={m.scope.noBound} help={noBound.map(([system]) => nameOf(system)).join(m.listComma)}>
          {m.count(noBound.length)}
        </Figure>
      </dl>
      {scope.systems_without_log.length > 0 && (
        <p className="name-list">
          {scope.systems_without_log.map((system) => (
            <System key={system} of={system} />
          ))}
        </p>
      )}
      <h3>{m.scope.cannotShow}</h3>
      <p>{m.scope.cannotShowText}</p>
    </section>
  );
}
