import { useState } from "react";
import { get, post, type Schema } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { among, searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { Menu } from "../../parts/Menu.tsx";
import { useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { ItemState } from "./marks.tsx";
import { type PoolItem, usePlaces } from "./queries.ts";

const states = ["ready", "lent", "to-check", "missing", "retired"] as const;

export default function PoolPage() {
  const { m, moment, word } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const office = search.get("office") ?? "";
  const state = among(states, search.get("state"));
  const [added, setAdded] = useState<Schema["PoolAnswer"] | null>(null);
  const { offices } = usePlaces();
  const listing = useListing(["pool", "page", office, state], (cursor, signal) =>
    get("/api/v1/pool", { query: { office, state, limit: 200, cursor }, signal }),
  );
  const counts = listing.first?.counts;
  return (
    <Listing
      words={m.pool}
      begins="addToPool"
      listing={listing}
      filtered={state !== undefined || office !== ""}
      filters={
        <>
          <Choice
            label={m.pool.office}
            options={Object.fromEntries(offices.map((one) => [one, one]))}
            value={office}
            onChange={(next) => {
              change({ office: next });
            }}
          />
          <Choice
            label={m.pool.state}
            options={m.pool.states}
            value={state ?? ""}
            onChange={(next) => {
              change({ state: next });
            }}
          />
          <Add office={office} onAdded={setAdded} />
          <Allowed to="takeStock">
            <Link to={`/stock-take${searchText({ office })}`}>{m.scans.stockTake}</Link>
          </Allowed>
        </>
      }
      above={added && <Added answer={added} />}
      total={
        counts && (
          <div className="counts">
            {states.map((code) => (
              <span key={code}>
                <ItemState code={code} /> {m.count(counts[code === "to-check" ? "to_check" : code])}
              </span>
            ))}
          </div>
        )
      }
    >
      <Table
        name={m.pages.pool}
        rows={listing.items}
        rowKey={(one) => one.item}
        columns={[
          { head: m.pool.code, names: true, cell: (one) => <span className="code">{one.code}</span> },
          { head: m.pool.kind, short: true, cell: (one) => word(m.pool.kinds, one.kind) },
          { head: m.pool.office, cell: (one) => one.office },
          { head: m.pool.state, short: true, cell: (one) => <ItemState code={one.state} /> },
          { head: m.pool.since, short: true, cell: (one) => moment(one.since) },
          {
            head: m.pool.lending,
            short: true,
            optional: true,
            cell: ({ lending }) => lending && <Link to={`/lending${searchText({ lending })}`}>{m.lendings.number(lending)}</Link>,
          },
          { head: m.pool.reason, optional: true, cell: (one) => one.reason },
          {
            head: m.acts,
            acts: true,
            does: ["setPoolState"],
            short: true,
            cell: (one) => one.state !== "lent" && one.state !== "retired" && <Acts item={one} />,
          },
        ]}
      />
    </Listing>
  );
}

function Acts({ item }: { item: PoolItem }) {
  const { m } = useTexts(disastersWords);
  const become = (state: Schema["PoolStateRequest"]["state"], label: string) =>
    item.state !== state && (
      <Act
        does="setPoolState"
        quiet
        label={label}
        title={`${label}: ${item.code}`}
        fields={[{ name: "reason", label: m.pool.reason }]}
        run={({ reason = "" }) => post("/api/v1/pool/{item}/state", { path: { item: item.item }, body: { state, reason } })}
      />
    );
  return (
    <Menu about={item.code}>
      {item.kind === "terminal" && become("ready", m.pool.ready)}
      {item.kind === "terminal" && become("missing", m.pool.missing)}
      {become("retired", m.pool.retire)}
    </Menu>
  );
}

const linesIn = (text = "") => text.split("\n").map((line) => line.trim()).filter(Boolean);

function Add({ office, onAdded }: { office: string; onAdded: (answer: Schema["PoolAnswer"]) => void }) {
  const { m } = useTexts(disastersWords);
  const { offices } = usePlaces();
  return (
    <Act
      does="addToPool"
      label={m.pool.add}
      help={m.pool.addHelp}
      fields={[
        { name: "office", label: m.pool.office, offers: offices, value: office },
        { name: "terminals", label: m.pool.terminals, help: m.pool.terminalsHelp, kind: "lines", optional: true },
        { name: "accounts", label: m.pool.accounts, help: m.pool.accountsHelp, kind: "lines", optional: true },
      ]}
      run={async ({ office: at = "", terminals, accounts }) => {
        onAdded(await post("/api/v1/pool", { body: { office: at, terminals: linesIn(terminals), accounts: linesIn(accounts) } }));
      }}
    />
  );
}

function Added({ answer: { added, refused } }: { answer: Schema["PoolAnswer"] }) {
  const { m, both } = useTexts(disastersWords);
  return (
    <div className="notice" role="status">
      <p>{m.pool.added(added.length)}</p>
      {refused.length > 0 && (
        <>
          <p>{m.pool.refused}</p>
          <ul>
            {refused.map(({ code, reason, reason_ja }) => (
              <li key={code}>
                <span className="code">{code}</span> {both({ ja: reason_ja, en: reason })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
