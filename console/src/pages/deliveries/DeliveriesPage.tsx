import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";
import { HandIn } from "./HandIn.tsx";
import { OwnLog } from "./OwnLog.tsx";
import { LogTabs } from "./LogTabs.tsx";
import { logProfiles } from "./queries.ts";
import { Segments } from "./Segments.tsx";

export default function DeliveriesPage() {
  const { search } = usePlace();
  const archive = search.get("view") === "archive";
  return (
    <>
      <LogTabs at={archive ? "archive" : "deliveries"} />
      {archive ? <Segments /> : <Deliveries />}
    </>
  );
}

/** Which system; the profiles say which there are. */
export function SystemChoice() {
  const { m } = useTexts();
  const { search } = usePlace();
  const change = useSearchChange();
  const profiles = useQuery(logProfiles());
  const { choices } = useSystems();
  const systems = [...new Set(profiles.data?.items.map((one) => one.system))];
  return (
    <Choice
      label={m.field.system}
      options={choices(systems)}
      value={search.get("system") ?? ""}
      onChange={(system) => {
        change({ system });
      }}
    />
  );
}

const states = ["receiving", "archived", "known", "refused"] as const;

function Deliveries() {
  const { m, moment, person, word } = useTexts(deliveriesWords);
  const text = useWindowText(true);
  const { search } = usePlace();
  const change = useSearchChange();
  const asked = {
    system: search.get("system") ?? undefined,
    state: states.find((one) => one === search.get("state")),
  };
  const listing = useListing(["deliveries", asked], (cursor, signal) =>
    get("/api/v1/deliveries", { query: { ...asked, limit: 50, cursor }, signal }),
  );
  return (
    <Listing
      words={m.deliveries}
      begins="handIn"
      listing={listing}
      above={
        <>
          <Allowed to="handIn">
            <HandIn />
          </Allowed>
          <OwnLog />
        </>
      }
      filtered={asked.system !== undefined || asked.state !== undefined}
      filters={
        <>
          <SystemChoice />
          <Choice
            label={m.deliveries.state}
            options={m.deliveries.states}
            value={asked.state ?? ""}
            onChange={(state) => {
              change({ state });
            }}
          />
        </>
      }
      total={listing.first?.total !== undefined && m.deliveries.total(listing.first.total)}
    >
      <Table
        name={m.pages.deliveries}
        headsWrap
        rows={listing.items}
        rowKey={(one) => one.delivery}
        columns={[
          {
            head: m.deliveries.file,
            names: true,
            cell: (one) => <Link to={`/delivery?delivery=${one.delivery}`}>{one.slip.file}</Link>,
          },
          {
            head: m.deliveries.state,
            cell: (one) => (
              <>
                <DeliveryState code={one.state} />
                {one.refusal && <small className="block few-words">{word(m.deliveries.refusals, one.refusal)}</small>}
              </>
            ),
          },
          { head: m.field.system, cell: (one) => <System of={one.slip.system} /> },
          { head: m.deliveries.period, short: true, cell: (one) => text(one.slip) },
          { head: m.deliveries.counted, number: true, cell: (one) => m.count(one.slip.counted) },
          { head: m.deliveries.records, number: true, cell: (one) => one.received && m.count(one.received.records) },
          { head: m.deliveries.rejects, number: true, cell: (one) => one.received && m.count(one.received.rejects) },
          { head: m.deliveries.extractedBy, short: true, cell: (one) => person(one.slip.extracted_by) },
          { head: m.deliveries.handedIn, short: true, cell: (one) => moment(one.handed_in_at) },
        ]}
      />
    </Listing>
  );
}

export function DeliveryState({ code }: { code: string }) {
  const { m, word } = useTexts(deliveriesWords);
  return <span className={`mark mark-delivery-${code}`}>{word(m.deliveries.states, code)}</span>;
}
