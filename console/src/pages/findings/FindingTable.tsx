import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { navigate, searchText, usePlace } from "../../app/location.ts";
import { Failure } from "../../parts/Loaded.tsx";
import { Disposition } from "../../parts/Mark.tsx";
import { Retailer } from "../../parts/Retailer.tsx";
import { System } from "../../parts/System.tsx";
import * as findingsWords from "../../text/findings.ts";
import { type Texts, useTexts, type WordsOf } from "../../text/language.ts";
import { filterOf, findingAt, type Sort, sortOf } from "./filter.ts";
import { usePages } from "./pageList.ts";

const rowHeight = 32;

interface Column {
  name: keyof Texts["m"]["field"];
  sort?: Sort;
  cell: (one: Schema["Finding"], texts: Texts<WordsOf<[typeof findingsWords]>>) => ReactNode;
}

const columns: Column[] = [
  { name: "time", sort: "time", cell: (one, { moment }) => moment(one.time) },
  { name: "disposition", sort: "disposition", cell: (one) => <Disposition code={one.disposition} short /> },
  { name: "system", sort: "system", cell: (one) => <System of={one.system} /> },
  {
    name: "viewer",
    sort: "viewer",
    cell: (one, { m, person, word }) =>
      one.viewer ? (
        <>
          {person(one.viewer)} <small>{word(m.certainty, one.certainty ?? "")}</small>
        </>
      ) : (
        <em>{m.nobody}</em>
      ),
  },
  { name: "account", sort: "account", cell: (one, { person }) => person(one.account) },
  { name: "terminal", cell: (one) => one.terminal },
  { name: "route", sort: "route", cell: (one, { m, word }) => one.route && word(m.route, one.route) },
  { name: "action", cell: (one, { m, word }) => one.action && word(m.action, one.action) },
  { name: "object", cell: (one, { m, person }) => (one.object ? person(one.object) : <em>{m.findings.keyless}</em>) },
  { name: "retailer", sort: "retailer", cell: (one) => one.retailer && <Retailer of={one.retailer} /> },
  { name: "file", sort: "file", cell: (one) => `${one.file.split("/").pop() ?? ""}:${one.line}` },
];

/** The list, as long as it is: rows are fetched and drawn as somebody comes to them. */
export function FindingTable({ review, total }: { review: string; total: number }) {
  const texts = useTexts(findingsWords);
  const { m } = texts;
  const { path, search } = usePlace();
  const scroll = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const filter = filterOf(search);
  const sort = sortOf(search);
  const pages = usePages(review, { ...filter, sort }, total, seen.first, seen.last);

  const rows = useVirtualizer({
    count: pages.rows,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    onChange: (instance) => {
      const { startIndex: first = 0, endIndex: last = 0 } = instance.range ?? {};
      if (first !== seen.first || last !== seen.last) setSeen({ first, last });
    },
  });

  function move(to: number) {
    const index = Math.max(0, Math.min(pages.rows - 1, to));
    setAt(index);
    rows.scrollToIndex(index);
  }

  function onKey(event: KeyboardEvent) {
    const screen = Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      PageDown: at + screen,
      PageUp: at - screen,
      Home: 0,
      End: pages.rows - 1,
    };
    const step = steps[event.key];
    const one = pages.row(at);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) move(step);
    else if (event.key === "Enter" && one && event.target === event.currentTarget) {
      navigate(findingAt(review, filter.table, one));
    } else return;
    event.preventDefault();
  }

  const byColumn = (column: Column) => {
    const descending = sort === column.sort;
    const next = descending ? `-${column.sort ?? ""}` : (column.sort ?? "");
    return path + searchText({ ...Object.fromEntries(search), sort: next });
  };

  if (pages.error) return <Failure error={pages.error} retry={pages.retry} />;
  return (
    <>
      <div
        ref={scroll}
        className="table-scroll"
        role="region"
        aria-label={m.pages.findings}
        aria-describedby="findings-keys"
        tabIndex={0}
        onKeyDown={onKey}
      >
        <div className="grid findings-grid" role="table" aria-rowcount={total + 1} aria-label={m.pages.findings}>
          <div role="rowgroup" className="grid-head">
            <div role="row" aria-rowindex={1}>
              {columns.map((column) => {
                const order = sort.replace("-", "") === column.sort;
                const descending = order && sort.startsWith("-");
                return (
                  <div
                    key={column.name}
                    role="columnheader"
                    aria-sort={order ? (descending ? "descending" : "ascending") : undefined}
                  >
                    {column.sort ? (
                      <Link to={byColumn(column)} title={m.findings.sorted(m.field[column.name])}>
                        {m.field[column.name]}
                        {order && <span aria-hidden="true">{descending ? " ▼" : " ▲"}</span>}
                      </Link>
                    ) : (
                      m.field[column.name]
                    )}
                  </div>
                );
              })}
            </div>
          </div>
          <div role="rowgroup" className="grid-body" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((item) => {
              const one = pages.row(item.index);
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-busy={!one}
                  className={item.index === at ? "row at" : "row"}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {columns.map((column, index) => (
                    <div key={column.name} role="cell" title={one && column.name !== "system" ? plain(one, column) : undefined}>
                      {!one ? null : index === 0 ? (
                        <Link to={findingAt(review, filter.table, one)} tabIndex={item.index === at ? 0 : -1}>
                          {column.cell(one, texts)}
                        </Link>
                      ) : (
                        column.cell(one, texts)
                      )}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <p className="only-print help">{m.findings.onPaper}</p>
      <p id="findings-keys" className="help table-foot no-print">
        {m.findings.keys} {pages.rows < total && m.shown(pages.rows, total)}
      </p>
    </>
  );
}

function plain(one: Schema["Finding"], column: Column) {
  const value = one[column.name as keyof Schema["Finding"]];
  return column.name === "file" ? `${one.file}:${one.line}` : String(value ?? "");
}
