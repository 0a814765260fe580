import { useQuery } from "@tanstack/react-query";
import { counts, type FindingFilter } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { System } from "../../parts/System.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";

const viewersAtMost = 200;

/** Who saw how often where: viewers down, systems across. */
export function FindingMatrix({ review, filter }: { review: string; filter: FindingFilter }) {
  const { m, person } = useTexts(findingsWords);
  const { search } = usePlace();
  const counted = useQuery(counts(review, { ...filter, by: "viewer", and: "system" }));
  return (
    <Loaded query={counted}>
      {({ groups, left_out }) => {
        const systems = [...new Set(groups.map((group) => group.and ?? ""))].sort();
        const rows = new Map<string, Map<string, number>>();
        for (const group of groups) {
          const row = rows.get(group.by) ?? new Map<string, number>();
          row.set(group.and ?? "", group.findings);
          rows.set(group.by, row);
        }
        const sum = (row: Map<string, number>) => [...row.values()].reduce((all, one) => all + one, 0);
        const sorted = [...rows].sort(([, one], [, other]) => sum(other) - sum(one));
        const shown = sorted.slice(0, viewersAtMost);
        const most = Math.max(1, ...groups.map((group) => group.findings));
        const to = (viewer: string, system: string) =>
          `/findings${searchText({ ...Object.fromEntries(search), review, view: "", viewer, system })}`;
        return (
          <section>
            <p className="help">
              {m.findings.matrixHelp}{" "}
              {sorted.length > shown.length && m.findings.matrixCut(shown.length, sorted.length)}
            </p>
            <div className="wide" role="group" aria-label={m.findings.matrix} tabIndex={0}>
              <table className="matrix">
                <thead>
                  <tr>
                    <th scope="col">{m.field.viewer}</th>
                    {systems.map((system) => (
                      <th key={system} scope="col">
                        <System of={system} />
                      </th>
                    ))}
                    <th scope="col">{m.findings.total}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(([viewer, row]) => (
                    <tr key={viewer}>
                      <th scope="row">{viewer ? person(viewer) : <em>{m.nobody}</em>}</th>
                      {systems.map((system) => {
                        const value = row.get(system);
                        const heat = value ? Math.ceil((Math.log1p(value) / Math.log1p(most)) * 5) : 0;
                        return (
                          <td key={system} className={`heat-${heat}`}>
                            {value &&
                              (viewer ? <Link to={to(viewer, system)}>{m.count(value)}</Link> : m.count(value))}
                          </td>
                        );
                      })}
                      <td>{viewer ? <Link to={to(viewer, "")}>{m.count(sum(row))}</Link> : m.count(sum(row))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {left_out > 0 && <p className="help">{m.findings.others(left_out)}</p>}
          </section>
        );
      }}
    </Loaded>
  );
}
