import type { ReactNode } from "react";
import { type Operation, useMayDo } from "../app/may.ts";

export interface Column<Row> {
  head: string;
  /** What exactly stands in it. */
  help?: string;
  /** It names the row. */
  names?: boolean;
  number?: boolean;
  code?: boolean;
  /** It never breaks: dates, states, what can be done. */
  short?: boolean;
  /** What can be done with the row: it does not stand on paper. */
  acts?: boolean;
  /** All that can be done there: whoever may do none of it has no such column. */
  does?: Operation[];
  /** It is left out where no row has anything in it. */
  optional?: boolean;
  cell: (row: Row) => ReactNode;
  title?: (row: Row) => string;
}

interface Props<Row> {
  name: string;
  columns: Column<Row>[];
  rows: Row[];
  /** Many narrow columns under long heads. */
  headsWrap?: boolean;
  rowKey: (row: Row, index: number) => string | number;
}

/** Rows under the heads of their columns; wider than the page it moves within its frame. */
export function Table<Row>({ name, columns: all, rows, headsWrap, rowKey }: Props<Row>) {
  const mayDo = useMayDo();
  const columns = all.filter(
    ({ optional, does, cell }) => (!does || mayDo(...does)) && (!optional || rows.some((row) => isSaid(cell(row)))),
  );
  const look = ({ number, code, short, acts }: Column<Row>, cell: ReactNode) =>
    [number && "number", code && "code", (short || (code && isWord(cell)) || isAlias(cell)) && "short", acts && "no-print"].filter(Boolean).join(" ") || undefined;
  return (
    <div className="wide" role="group" aria-label={name} tabIndex={0}>
      <table>
        <thead className={headsWrap ? "heads-wrap" : undefined}>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" className={column.number ? "number" : column.acts ? "no-print" : undefined} title={column.help}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={rowKey(row, at)}>
              {columns.map((column, index) => {
                const cell = column.cell(row);
                return column.names ? (
                  <th key={index} scope="row">
                    <span className="name">{cell}</span>
                  </th>
                ) : (
                  <td key={index} className={look(column, cell)} title={column.title?.(row)}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A code that fits into a line as a whole: of a terminal, an ID, the first of a hash. */
function isWord(cell: ReactNode) {
  return typeof cell === "string" && cell.length <= 20;
}

/** Whose name is not shown: the word for that and the pseudonym belong together. */
function isAlias(cell: ReactNode) {
  return typeof cell === "string" && /^(仮名|alias) \S+$/.test(cell);
}

function isSaid(cell: ReactNode) {
  return cell !== undefined && cell !== null && cell !== "" && cell !== false;
}
