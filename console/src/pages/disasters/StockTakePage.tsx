import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { get, post, type Schema } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { keepUnfinished, unfinished } from "../../app/unfinished.ts";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import { Term } from "../../parts/Term.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { poolOf, type PoolItem } from "./queries.ts";
import { allInStock, inStock, notScanned, type Said } from "./said.ts";
import { Scanner } from "./Scanner.tsx";
import { useScans } from "./useScans.ts";

/** What of an office's terminals is there: all are scanned, then it is recorded. */
export default function StockTakePage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const office = search.get("office") ?? "";
  const pool = useQuery(poolOf());
  const [round, setRound] = useState(1);
  return (
    <>
      <p className="no-print">
        <Link to={`/pool${searchText({ office })}`}>{m.pages.pool}</Link>
      </p>
      <p className="lead">{m.scans.stockTakeLead}</p>
      <Loaded query={pool}>
        {({ items }) => {
          const offices = [...new Set(items.map((one) => one.office))].sort();
          return (
            <>
              <div className="filters">
                <Choice
                  label={m.pool.office}
                  options={Object.fromEntries(offices.map((one) => [one, one]))}
                  any={m.scans.chooseOffice}
                  value={office}
                  onChange={(next) => {
                    change({ office: next });
                  }}
                />
              </div>
              {offices.includes(office) && (
                <Allowed to="takeStock" otherwise={<p className="notice">{m.mayNot}</p>}>
                  <StockTake
                    key={`${office} ${round}`}
                    office={office}
                    items={items}
                    onAnew={() => {
                      setRound(round + 1);
                    }}
                  />
                </Allowed>
              )}
              {offices.length === 0 && <p className="empty">{m.pool.none}</p>}
            </>
          );
        }}
      </Loaded>
      <StockTakes office={office} />
    </>
  );
}

/** A reload, or a session that waited too long, takes nothing away of what was scanned. */
function StockTake({ office, items, onAnew }: { office: string; items: PoolItem[]; onAnew: () => void }) {
  const { m } = useTexts(disastersWords);
  const name = `stock-take/${office}`;
  const [begun] = useState(() => unfinished(name));
  const before = useRef([...begun]);
  const [done, setDone] = useState(false);
  const { scans, scan } = useScans<Said>(
    (code) => {
      const said = inStock(items, office, code, before.current);
      before.current.push(code);
      keepUnfinished(name, before.current);
      return said;
    },
    allInStock(items, office, begun),
  );
  const taken = scans.map(({ code }) => code);
  const left = notScanned(items, office, taken);
  return (
    <section aria-labelledby="taking">
      <h2 id="taking">
        {m.scans.stockTakeAt(office)} <Term of="stockTake" />
      </h2>
      {done ? (
        <p className="notice" role="status">
          {m.scans.finished}
        </p>
      ) : (
        <div className="desk">
          <div>
            {begun.length > 0 && (
              <p className="acts">
                {m.scans.goesOn(begun.length)}
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    keepUnfinished(name, []);
                    onAnew();
                  }}
                >
                  {m.scans.anew}
                </button>
              </p>
            )}
            <Scanner scans={scans} scan={scan} />
          </div>
          <section aria-labelledby="left">
            <h3 id="left">{left.length === 0 ? m.scans.noneLeft : m.scans.left(left.length)}</h3>
            {left.length > 0 && (
              <ul className="codes">
                {left.map((code) => (
                  <li key={code} className="code">
                    {code}
                  </li>
                ))}
              </ul>
            )}
            <Act
              does="takeStock"
              primary={left.length === 0}
              label={m.scans.finish}
              help={m.scans.finishHelp(left.length)}
              disabled={taken.length === 0}
              run={async () => {
                await post("/api/v1/stock-takes", { body: { office, codes: taken.join("\n") } });
                keepUnfinished(name, []);
                setDone(true);
              }}
            />
          </section>
        </div>
      )}
    </section>
  );
}

function StockTakes({ office }: { office: string }) {
  const { m, moment } = useTexts(disastersWords);
  const { query, items } = useListing(["stock-takes", office], (cursor, signal) =>
    get("/api/v1/stock-takes", { query: { office, limit: 20, cursor }, signal }),
  );
  const codes = (given: string[]) => given.join(" ");
  const strange = (given: Schema["Scanned"][]) => given.map(({ code }) => code).join(" ");
  return (
    <section aria-labelledby="stock-takes">
      <h2 id="stock-takes">{m.scans.stockTakes}</h2>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="help">{m.scans.noStockTakes}</p>
          ) : (
            <>
              <Table
                name={m.scans.stockTakes}
                rows={items}
                rowKey={(one) => one.stock_take}
                columns={[
                  { head: m.scans.at, short: true, names: true, cell: (one) => moment(one.at) },
                  { head: m.pool.office, cell: (one) => one.office },
                  { head: m.scans.expected, number: true, cell: (one) => m.count(one.expected) },
                  { head: m.scans.there, number: true, cell: (one) => m.count(one.there) },
                  { head: m.scans.missing, code: true, cell: (one) => codes(one.missing) },
                  { head: m.scans.found, code: true, optional: true, cell: (one) => codes(one.found) },
                  { head: m.scans.strange, code: true, optional: true, cell: (one) => strange(one.not_from_here) },
                  { head: m.scans.by, code: true, cell: (one) => one.by.slice(0, 12) },
                ]}
              />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
