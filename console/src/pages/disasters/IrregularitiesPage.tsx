import { get, post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { among, searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import { Term } from "../../parts/Term.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { OfDisaster } from "./LendingsPage.tsx";

type Irregularity = Schema["Irregularity"];

export default function IrregularitiesPage() {
  const { m, moment, word } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = among(["open", "closed"], search.get("state"));
  const disaster = search.get("disaster") ?? "";
  const listing = useListing(["irregularities", disaster, state], (cursor, signal) =>
    get("/api/v1/irregularities", { query: { disaster, state, limit: 100, cursor }, signal }),
  );
  return (
    <Listing
      words={m.irregularities}
      listing={listing}
      total={listing.first && m.irregularities.total(listing.first.open)}
      filtered={state !== undefined || disaster !== ""}
      filters={
        <>
          <OfDisaster value={disaster} />
          <Choice
            label={m.irregularities.state}
            options={m.irregularities.states}
            value={state ?? ""}
            onChange={(next) => {
              change({ state: next });
            }}
          />
        </>
      }
      beside={<Term of="irregularity" />}
    >
      <Table
        name={m.pages.irregularities}
        rows={listing.items}
        rowKey={(one) => one.irregularity}
        columns={[
          { head: m.irregularities.kind, names: true, cell: (one) => word(m.irregularities.kinds, one.kind) },
          { head: m.irregularities.code, code: true, cell: (one) => one.code },
          { head: m.irregularities.office, cell: (one) => one.office },
          { head: m.irregularities.since, short: true, cell: (one) => moment(one.since) },
          {
            head: m.irregularities.lending,
            short: true,
            optional: true,
            cell: ({ lending }) => lending && <Link to={`/lending${searchText({ lending })}`}>{m.lendings.number(lending)}</Link>,
          },
          {
            head: m.irregularities.state,
            short: true,
            cell: (one) => <span className={`mark mark-irregular-${one.state}`}>{word(m.irregularities.states, one.state)}</span>,
          },
          { head: m.irregularities.reason, optional: true, cell: (one) => one.reason },
          { head: m.irregularities.closed, short: true, optional: true, cell: (one) => one.closed && moment(one.closed) },
          { head: m.irregularities.closedBy, code: true, optional: true, cell: (one) => one.closed_by?.slice(0, 12) },
          { head: m.acts, acts: true, does: ["closeIrregularity"], short: true, optional: true, cell: (one) => one.state === "open" && <Close one={one} /> },
        ]}
      />
    </Listing>
  );
}

function Close({ one }: { one: Irregularity }) {
  const { m, word } = useTexts(disastersWords);
  return (
    <Act
      does="closeIrregularity"
      quiet
      label={m.irregularities.close}
      about={one.code}
      title={`${word(m.irregularities.kinds, one.kind)}: ${one.code}`}
      help={m.irregularities.closeHelp}
      fields={[{ name: "reason", label: m.irregularities.reason, kind: "lines" }]}
      run={({ reason = "" }) =>
        post("/api/v1/irregularities/{irregularity}/closing", { path: { irregularity: one.irregularity }, body: { reason } })
      }
    />
  );
}
