import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { Field } from "../../parts/Field.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { instantAt } from "../../time/japan.ts";
import { disaster, lendingsOf, type Opening } from "./queries.ts";
import type { Said } from "./said.ts";
import { Scanner } from "./Scanner.tsx";
import { useScans } from "./useScans.ts";

/** Terminals come back: each scan is recorded at once. */
export default function TakeBackPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const id = search.get("disaster") ?? "";
  const asked = useQuery(disaster(id));
  return (
    <>
      <p className="no-print">
        <Link to={`/disaster${searchText({ disaster: id })}`}>{asked.data?.name ?? m.disasters.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {({ openings }) => {
          const opening = openings.find((one) => one.opening === search.get("opening"));
          return opening && <TakeBack opening={opening} />;
        }}
      </Loaded>
    </>
  );
}

function TakeBack({ opening }: { opening: Opening }) {
  const { m } = useTexts(disastersWords);
  const client = useQueryClient();
  const [at, setAt] = useState("");
  const { scans, scan } = useScans<Said>(async (code) => {
    const moment = instantAt(at);
    const { scanned } = await post("/api/v1/openings/{opening}/returns", {
      path: { opening: opening.opening },
      body: { codes: code, ...(moment ? { at: moment, on_paper: true } : {}) },
    });
    void client.invalidateQueries({ queryKey: ["lendings"] });
    const [one] = scanned;
    return { is: one?.is ?? "unknown", office: one?.office };
  });
  return (
    <>
      <h2>{m.scans.takeBackAt(opening.office)}</h2>
      <p className="help">{m.scans.takeBackLead}</p>
      <div className="desk">
        <div>
          <Allowed to="takeBack" otherwise={<p className="notice">{m.mayNot}</p>}>
            <Scanner scans={scans} scan={scan} />
            <details>
              <summary>{m.scans.paper}</summary>
              <Field
                shape={{ name: "at", label: m.scans.paperAt, help: m.scans.paperAtHelp, kind: "datetime-local", optional: true }}
                value={at}
                onChange={setAt}
              />
            </details>
          </Allowed>
        </div>
        <StillOut opening={opening} />
      </div>
    </>
  );
}

function StillOut({ opening }: { opening: Opening }) {
  const { m, moment, word } = useTexts(disastersWords);
  const asked = useQuery(lendingsOf({ opening: opening.opening }));
  return (
    <section aria-labelledby="still-out">
      <h3 id="still-out">{m.scans.stillOut}</h3>
      <Loaded query={asked}>
        {({ items }) => {
          const out = items.filter((one) => one.terminal_returned === undefined);
          if (out.length === 0) return <p className="help">{m.scans.noneOut}</p>;
          return (
            <>
              <p className="total">{m.scans.out(out.length)}</p>
              <Table
                name={m.scans.stillOut}
                rows={out}
                rowKey={({ lending }) => lending}
                columns={[
                  { head: m.lendings.terminal, code: true, cell: ({ terminal }) => terminal },
                  {
                    head: m.pool.lending,
                    names: true,
                    cell: ({ lending }) => <Link to={`/lending${searchText({ lending })}`}>{m.lendings.number(lending)}</Link>,
                  },
                  { head: m.lendings.state, short: true, cell: ({ state }) => word(m.lendings.states, state) },
                  { head: m.lendings.until, short: true, cell: ({ until }) => moment(until) },
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
