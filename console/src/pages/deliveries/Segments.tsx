import { get } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";
import { SystemChoice } from "./DeliveriesPage.tsx";

/** What is sealed, and whether it is there. */
export function Segments() {
  const { m, word } = useTexts(deliveriesWords, logsWords);
  const text = useWindowText(true);
  const { search } = usePlace();
  const system = search.get("system") ?? undefined;
  const listing = useListing(["segments", system ?? ""], (cursor, signal) =>
    get("/api/v1/archive/segments", { query: { system, limit: 100, cursor }, signal }),
  );
  return (
    <Listing
      words={m.archive}
      listing={listing}
      filtered={system !== undefined}
      filters={<SystemChoice />}
      total={listing.first?.total !== undefined && m.archive.total(listing.first.total)}
    >
      <Table
        name={m.logTabs.archive}
        headsWrap
        rows={listing.items}
        rowKey={(one) => one.segment}
        columns={[
          { head: m.logs.file, names: true, cell: (one) => one.file },
          { head: m.field.system, cell: (one) => <System of={one.system} /> },
          {
            head: m.archive.state,
            cell: (one) => (
              <span className={`mark mark-segment-${one.state}`}>{word(m.archive.states, one.state)}</span>
            ),
          },
          {
            head: m.archive.period,
            short: true,
            cell: (one) => one.from && one.until && text({ from: one.from, until: one.until }),
          },
          { head: m.archive.lines, number: true, cell: (one) => m.count(one.lines) },
          { head: m.logs.events, number: true, cell: (one) => one.events !== undefined && m.count(one.events) },
          { head: m.logs.rejects, number: true, cell: (one) => one.rejects !== undefined && m.count(one.rejects) },
          { head: m.logs.bytes, number: true, cell: (one) => m.count(one.bytes) },
          {
            head: m.archive.entry,
            number: true,
            cell: (one) => <Link to={`/evidence?entry=${one.entry}`}>{m.count(one.entry)}</Link>,
          },
          { head: m.archive.segment, code: true, short: true, cell: (one) => one.segment.slice(0, 12), title: (one) => one.segment },
          {
            head: m.field.sha256,
            code: true,
            cell: (one) => one.received?.slice(0, 12),
            title: (one) => one.received ?? "",
          },
        ]}
      />
    </Listing>
  );
}
