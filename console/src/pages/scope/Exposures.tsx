import { useState } from "react";
import type { Schema } from "../../api/client.ts";
import { System } from "../../parts/System.tsx";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";

const atFirst = 20;

export function Exposures({ exposures }: { exposures: Schema["Exposure"][] }) {
  const { m, day, lastDay, person } = useTexts(scopeWords);
  const [all, setAll] = useState(false);
  // Those that still stand open first: somebody has to close them.
  const sorted = exposures.toSorted((one, other) => Number(one.until !== null) - Number(other.until !== null));
  const shown = all ? sorted : sorted.slice(0, atFirst);
  return (
    <section aria-labelledby="exposures">
      <h2 id="exposures">{m.scope.exposures}</h2>
      <p className="help">{m.scope.exposuresHelp}</p>
      <div className="wide" role="group" aria-label={m.scope.exposures} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{m.field.system}</th>
              <th scope="col">{m.field.account}</th>
              <th scope="col">{m.from}</th>
              <th scope="col">{m.until}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.system} ${one.account} ${one.from ?? ""}`}>
                <td>
                  <System of={one.system} />
                </td>
                <td>{person(one.account)}</td>
                <td>{one.from === null ? m.alwaysSo : day(one.from)}</td>
                <td>{one.until === null ? <strong>{m.stillOpen}</strong> : lastDay(one.until)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < sorted.length && (
        <button
          type="button"
          className="no-print"
          onClick={() => {
            setAll(true);
          }}
        >
          {m.all} ({m.count(sorted.length)})
        </button>
      )}
    </section>
  );
}
