import type { Schema } from "../../api/client.ts";
import { useTexts } from "../../text/language.ts";

export function GapTable({ gaps }: { gaps: (Schema["Gap"] & { system: string })[] }) {
  const { m, day, word } = useTexts();
  return (
    <div className="wide" role="group" aria-label={m.logs.gaps} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{m.field.system}</th>
            <th scope="col">{m.logs.gapKind}</th>
            <th scope="col">{m.logs.where}</th>
            <th scope="col">{m.logs.detail}</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap, index) => (
            <tr key={index}>
              <td>{gap.system}</td>
              <td>{word(m.logs.gapKinds, gap.kind)}</td>
              <td>
                {gap.day ? day(`${gap.day}T00:00:00+09:00`) : <span className="code">{`${gap.file ?? ""}:${gap.line ?? ""}`}</span>}
              </td>
              <td>{gap.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
