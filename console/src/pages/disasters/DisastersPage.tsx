import { get, post } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { among, navigate, searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { OpeningState } from "./marks.tsx";
import { openingOf, useOpeningFields } from "./opening.ts";
import { type Disaster, type Opening } from "./queries.ts";

const sum = (of: Disaster, what: (one: Opening) => number) => of.openings.reduce((all, one) => all + what(one), 0);

export default function DisastersPage() {
  const { m, moment } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = among(["current", "over"], search.get("state"));
  const listing = useListing(["disasters", state], (cursor, signal) =>
    get("/api/v1/disasters", { query: { state, limit: 50, cursor }, signal }),
  );
  return (
    <Listing
      words={m.disasters}
      begins="declareDisaster"
      listing={listing}
      filtered={state !== undefined}
      filters={
        <>
          <Choice
            label={m.disasters.show}
            options={m.disasters.shows}
            value={state ?? ""}
            onChange={(next) => {
              change({ state: next });
            }}
          />
          <Declare />
        </>
      }
    >
      <Table
        name={m.pages.disasters}
        rows={listing.items}
        rowKey={(one) => one.disaster}
        columns={[
          {
            head: m.disasters.name,
            names: true,
            cell: (one) => <Link to={`/disaster${searchText({ disaster: one.disaster })}`}>{one.name}</Link>,
          },
          {
            head: m.disasters.offices,
            cell: (one) => (
              <ul className="plain offices">
                {one.openings.map((opening) => (
                  <li key={opening.opening}>
                    {opening.office} <OpeningState code={opening.state} />
                  </li>
                ))}
              </ul>
            ),
          },
          { head: m.disasters.lent, number: true, cell: (one) => m.count(sum(one, ({ lent }) => lent)) },
          { head: m.disasters.notReturned, number: true, cell: (one) => m.count(sum(one, ({ not_returned }) => not_returned)) },
          { head: m.disasters.notDeleted, number: true, cell: (one) => m.count(sum(one, ({ not_deleted }) => not_deleted)) },
          {
            head: m.disasters.irregularities,
            number: true,
            cell: (one) =>
              one.irregularities === 0 ? (
                m.count(0)
              ) : (
                <Link to={`/irregularities${searchText({ disaster: one.disaster, state: "open" })}`}>{m.count(one.irregularities)}</Link>
              ),
          },
          { head: m.disasters.declared, short: true, cell: (one) => moment(one.declared) },
        ]}
      />
    </Listing>
  );
}

function Declare() {
  const { m } = useTexts(disastersWords);
  const fields = useOpeningFields();
  return (
    <Act
      does="declareDisaster"
      primary
      label={m.disasters.declare}
      help={m.disasters.declareHelp}
      fields={[{ name: "name", label: m.disasters.name }, ...fields]}
      run={async ({ name = "", ...of }) => {
        const { disaster } = await post("/api/v1/disasters", { body: { name, openings: [openingOf(of)] } });
        navigate(`/disaster${searchText({ disaster })}`);
      }}
    />
  );
}
