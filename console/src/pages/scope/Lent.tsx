import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { counts } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import { Term } from "../../parts/Term.tsx";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";
import { drawingOf, type Pair, pairsOf } from "./lent.ts";

const route = "lent-id";
const pairsDrawn = 40; // and listed at first
const [width, left, right] = [560, 200, 360]; // of the drawing, and where its lines begin and end

/** IDs that were lent, and who used them: drawn, and as a table that says the same. */
export function Lent({ review }: { review: string }) {
  const { m, person } = useTexts(scopeWords);
  const [all, setAll] = useState(false);
  const asked = useQuery(counts(review, { route, disposition: "violation", by: "account", and: "viewer" }));
  return (
    <section aria-labelledby="lent">
      <h2 id="lent">
        {m.lent.title} <Term of="giver" />
      </h2>
      <p className="help">{m.lent.help}</p>
      <Loaded query={asked}>
        {({ groups, left_out }) => {
          const pairs = pairsOf(groups);
          if (pairs.length === 0) return <p className="help">{m.none}</p>;
          return (
            <>
              <div className="beside">
                <div>
                  <Drawn pairs={pairs.slice(0, pairsDrawn)} />
                  {pairs.length > pairsDrawn && <p className="help">{m.lent.cut(pairsDrawn, pairs.length)}</p>}
                </div>
                <Table
                  name={m.lent.title}
                  rows={all ? pairs : pairs.slice(0, pairsDrawn)}
                  rowKey={({ id, taker }) => `${id} ${taker}`}
                  columns={[
                    { head: m.lent.id, names: true, cell: ({ id }) => person(id) },
                    {
                      head: m.lent.taker,
                      cell: ({ taker }) => (taker ? person(taker) : <em>{m.nobody}</em>),
                    },
                    {
                      head: m.lent.looks,
                      number: true,
                      cell: ({ taker, looks }) =>
                        taker ? (
                          <Link to={findingsAt({ review, route, viewer: taker, disposition: "violation" })}>
                            {m.count(looks)}
                          </Link>
                        ) : (
                          m.count(looks)
                        ),
                    },
                  ]}
                />
              </div>
              {!all && pairs.length > pairsDrawn && (
                <button
                  type="button"
                  className="no-print"
                  onClick={() => {
                    setAll(true);
                  }}
                >
                  {m.lent.all(pairs.length)}
                </button>
              )}
              {left_out > 0 && <p className="help">{m.lent.others(left_out)}</p>}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Drawn({ pairs }: { pairs: Pair[] }) {
  const { m, person } = useTexts(scopeWords);
  const { ids, takers, lines, height } = drawingOf(pairs);
  const middle = (left + right) / 2;
  const named = (name: string) => (name ? person(name) : m.nobody);
  return (
    <svg
      className="lent"
      role="img"
      aria-label={m.lent.drawn(ids.length, takers.length)}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {lines.map(({ pair, from, to, width: wide }) => (
        <path
          key={`${pair.id} ${pair.taker}`}
          d={`M${left} ${from}C${middle} ${from} ${middle} ${to} ${right} ${to}`}
          strokeWidth={wide}
        >
          <title>{`${named(pair.id)} → ${named(pair.taker)}: ${m.count(pair.looks)}`}</title>
        </path>
      ))}
      {ids.map(({ name, looks, y }) => (
        <text key={name} x={left - 8} y={y} textAnchor="end">{`${named(name)} (${m.count(looks)})`}</text>
      ))}
      {takers.map(({ name, looks, y }) => (
        <text key={name} x={right + 8} y={y}>{`${named(name)} (${m.count(looks)})`}</text>
      ))}
    </svg>
  );
}
