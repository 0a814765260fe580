import type { Schema } from "../../api/client.ts";
import { useTexts } from "../../text/language.ts";

/** Each file with counts that add up: lines = headers + accesses + rejects. */
export function FileTable({ files }: { files: Schema["CoverageFile"][] }) {
  const { m } = useTexts();
  return (
    <div className="wide" role="group" aria-label={m.logs.files} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{m.logs.file}</th>
            <th scope="col">{m.logs.profile}</th>
            <th scope="col" className="number">
              {m.logs.allLines}
            </th>
            <th scope="col" className="number">
              {m.logs.events}
            </th>
            <th scope="col" className="number">
              {m.logs.headers}
            </th>
            <th scope="col" className="number">
              {m.logs.rejects}
            </th>
            <th scope="col" className="number">
              {m.logs.bytes}
            </th>
            <th scope="col">{m.finding.sha256}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.file}>
              <td className="code">{file.file}</td>
              <td className="code">{file.profile}</td>
              <td className="number">{m.count(file.lines)}</td>
              <td className="number">{m.count(file.event_lines)}</td>
              <td className="number">{m.count(file.header_lines)}</td>
              <td className="number">{m.count(file.reject_lines)}</td>
              <td className="number">{m.count(file.bytes)}</td>
              <td className="code" title={file.sha256}>
                {file.sha256.slice(0, 16)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
