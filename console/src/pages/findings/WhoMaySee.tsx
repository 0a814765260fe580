import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { whoMaySee } from "../../api/queries.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { useTexts } from "../../text/language.ts";

const rowsAtMost = 100;

/** Who else could have been there: asked only when somebody wants to know, it may take seconds. */
export function WhoMaySee({ asked }: { asked: Parameters<typeof whoMaySee>[0] }) {
  const { m, word } = useTexts();
  const [wanted, setWanted] = useState(false);
  const answer = useQuery({ ...whoMaySee(asked), enabled: wanted });
  return (
    <section aria-labelledby="may-see" className="no-print">
      <h3 id="may-see">{m.finding.maySee}</h3>
      <p className="help">{m.finding.maySeeHelp}</p>
      {wanted ? (
        <Loaded query={answer}>
          {({ rows }) => (
            <>
              <p className="total">{m.finding.maySeeCount(new Set(rows.map((row) => row.account)).size)}</p>
              <div className="wide" role="group" aria-label={m.finding.maySee} tabIndex={0}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{m.field.account}</th>
                      <th scope="col">{m.finding.person}</th>
                      <th scope="col">{m.finding.employer}</th>
                      <th scope="col">{m.finding.verdict}</th>
                      <th scope="col">{m.finding.rule}</th>
                      <th scope="col" className="number">
                        {m.finding.terminals}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.slice(0, rowsAtMost).map((row, index) => (
                      <tr key={index}>
                        <td>{row.account}</td>
                        <td>{row.people.join(", ")}</td>
                        <td>{row.employers.join(", ")}</td>
                        <td>{word(m.verdict, row.verdict)}</td>
                        <td className="code">{row.policies.join(", ")}</td>
                        <td className="number">{m.count(row.terminals)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {rows.length > rowsAtMost && (
                <p className="help">{m.of(m.count(rowsAtMost), m.count(rows.length))}</p>
              )}
            </>
          )}
        </Loaded>
      ) : (
        <button
          type="button"
          onClick={() => {
            setWanted(true);
          }}
        >
          {m.finding.maySeeAsk}
        </button>
      )}
    </section>
  );
}
