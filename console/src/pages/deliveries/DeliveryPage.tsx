import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, type Schema } from "../../api/client.ts";
import type { Progress } from "../../api/pieces.ts";
import { sendFile } from "../../api/upload.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { actOf } from "../../app/may.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";
import { JobItem } from "../jobs/JobItem.tsx";
import { DeliveryState } from "./DeliveriesPage.tsx";
import { Sending } from "./HandIn.tsx";
import { LogTabs } from "./LogTabs.tsx";
import { compared, type Compared } from "./reconciliation.ts";
import { SealedLines } from "./SealedLines.tsx";

type Delivery = Schema["Delivery"];

/** One delivery: what its slip says, what arrived, and what audit obtained itself. */
export default function DeliveryPage() {
  const { m } = useTexts(deliveriesWords);
  const { search } = usePlace();
  const id = search.get("delivery") ?? "";
  const asked = useQuery({
    queryKey: ["delivery", id],
    queryFn: ({ signal }) => get("/api/v1/deliveries/{delivery}", { path: { delivery: id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === "receiving" ? 2000 : false),
  });
  return (
    <>
      <LogTabs at="deliveries" />
      <Loaded query={asked}>
        {(one) => (
          <>
            <AboutThing thing="delivery" id={id}>
              <h2>
                {m.deliveries.number(one.delivery)} <DeliveryState code={one.state} />
              </h2>
              <Head one={one} />
              <Unmask />
              <Reconciliation one={one} />
              <Differences one={one} />
              <Copies one={one} />
            </AboutThing>
            {one.received?.segment && (
              <AboutThing thing="delivery" id={one.received.segment}>
                <SealedLines segment={one.received.segment} lines={one.received.lines} profile={one.profile} />
              </AboutThing>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ one }: { one: Delivery }) {
  const { m, moment, person, word } = useTexts(deliveriesWords);
  const { slip, received } = one;
  return (
    <>
      {one.refusal && (
        <p className="failure" role="note">
          {word(m.deliveries.refusals, one.refusal)} {one.detail}
        </p>
      )}
      {one.same_as && (
        <p className="notice">
          <Link to={`/delivery?delivery=${one.same_as}`}>{m.deliveries.sameAs(one.same_as)}</Link>
        </p>
      )}
      {one.corrected_by && (
        <p className="notice">
          <Link to={`/delivery?delivery=${one.corrected_by}`}>{m.deliveries.correctedBy(one.corrected_by)}</Link>
        </p>
      )}
      <Facts
        facts={[
          [m.deliveries.file, slip.file],
          [m.field.system, <System exact of={slip.system} />],
          [m.deliveries.profile, <Link to={`/profiles?profile=${one.profile}`}>{one.profile}</Link>],
          [m.deliveries.extractedBy, person(slip.extracted_by)],
          [m.deliveries.handedInBy, <span className="code">{one.handed_in_by}</span>],
          [m.deliveries.handedIn, moment(one.handed_in_at)],
          [
            m.deliveries.corrects,
            slip.corrects && <Link to={`/delivery?delivery=${slip.corrects}`}>{m.deliveries.number(slip.corrects)}</Link>,
          ],
          [m.deliveries.lines, received && m.count(received.lines)],
          [m.deliveries.bytes, received && m.count(received.bytes)],
          [m.deliveries.segment, received?.segment && <span className="code">{received.segment}</span>],
        ]}
      />
      <h3>{m.deliveries.query}</h3>
      <pre tabIndex={0} role="region" aria-label={m.deliveries.query} className="raw">
        {slip.query}
      </pre>
    </>
  );
}

function Reconciliation({ one }: { one: Delivery }) {
  const { m, moment } = useTexts(deliveriesWords);
  const names: Record<Compared["item"], string> = {
    sha256: m.field.sha256,
    counted: m.deliveries.records,
    from: m.from,
    until: m.until,
    rejects: m.deliveries.rejects,
  };
  const shown = (row: Compared, value: string | number | undefined) => {
    if (value === undefined) return "";
    if (typeof value === "number") return m.count(value);
    return row.item === "sha256" ? <span className="code">{value}</span> : moment(value);
  };
  return (
    <section aria-labelledby="reconciliation">
      <h2 id="reconciliation">{m.deliveries.reconciliation}</h2>
      <Table
        name={m.deliveries.reconciliation}
        rows={compared(one)}
        rowKey={(row) => row.item}
        columns={[
          { head: m.deliveries.item, names: true, cell: (row) => names[row.item] },
          { head: m.deliveries.stated, cell: (row) => shown(row, row.stated) },
          { head: m.deliveries.received, cell: (row) => shown(row, row.received) },
          {
            head: m.deliveries.verdict,
            cell: ({ verdict }) =>
              verdict && (
                <span className={`mark mark-${verdict === "same" ? "clause-satisfied" : "clause-failed"}`}>
                  {m.deliveries[verdict]}
                </span>
              ),
          },
        ]}
      />
    </section>
  );
}

function Differences({ one }: { one: Delivery }) {
  const { m, moment, word } = useTexts(deliveriesWords);
  const { differences = [] } = one;
  if (one.state === "receiving") return null;
  const said = (kind: string, value: unknown) => {
    if (typeof value === "string") return moment(value);
    if (typeof value !== "number") return "";
    return kind === "overlap" ? m.deliveries.seconds(value) : m.count(value);
  };
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{m.deliveries.differences}</h2>
      {differences.length === 0 ? (
        <p className="help">{m.deliveries.noDifferences}</p>
      ) : (
        <Table
          name={m.deliveries.differences}
          rows={differences}
          rowKey={(_, at) => at}
          columns={[
            { head: m.deliveries.item, names: true, cell: (row) => word(m.deliveries.differenceKinds, row.kind) },
            { head: m.deliveries.stated, cell: (row) => said(row.kind, row.stated) },
            { head: m.deliveries.received, cell: (row) => said(row.kind, row.found) },
            {
              head: m.pages.deliveries,
              optional: true,
              cell: (row) =>
                row.delivery && (
                  <Link to={`/delivery?delivery=${row.delivery}`}>{m.deliveries.with(row.delivery)}</Link>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Copies({ one }: { one: Delivery }) {
  const { m, moment } = useTexts(deliveriesWords);
  const { copies = [] } = one;
  const [progress, setProgress] = useState<Progress | null>(null);
  const compare = useMutation({
    mutationFn: async (file: File) => {
      const upload = await sendFile(file, { name: one.slip.file, heard: setProgress });
      return post("/api/v1/deliveries/{delivery}/copies", { path: { delivery: one.delivery }, body: { upload } });
    },
    onSettled: () => {
      setProgress(null);
    },
  });
  if (one.state !== "archived") return null;
  return (
    <section aria-labelledby="copies">
      <h2 id="copies">{m.deliveries.copies}</h2>
      <p className="help">{m.deliveries.copiesHelp}</p>
      {copies.length === 0 ? (
        <p className="help">{m.deliveries.noCopies}</p>
      ) : (
        <Table
          name={m.deliveries.copies}
          rows={copies}
          rowKey={(_, at) => at}
          columns={[
            { head: m.deliveries.obtainedAt, names: true, cell: (row) => moment(row.obtained_at) },
            { head: m.deliveries.obtainedBy, code: true, cell: (row) => row.obtained_by.slice(0, 12) },
            {
              head: m.deliveries.copyVerdict,
              cell: (row) => (row.only_delivered + row.only_copy === 0 ? m.deliveries.copySame : m.deliveries.copyDiffers),
            },
            { head: m.deliveries.lines, number: true, cell: (row) => m.count(row.lines) },
            { head: m.deliveries.onlyDelivered, number: true, cell: (row) => m.count(row.only_delivered) },
            { head: m.deliveries.onlyCopy, number: true, cell: (row) => m.count(row.only_copy) },
            { head: m.field.sha256, code: true, cell: (row) => row.sha256.slice(0, 16), title: (row) => row.sha256 },
          ]}
        />
      )}
      <Allowed to="compareCopy">
        <div className="field no-print">
          <label>
            {m.deliveries.compare}{" "}
            <input
              type="file"
              {...actOf("compareCopy")}
              disabled={compare.isPending}
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) compare.mutate(file);
              }}
            />
          </label>
        </div>
      </Allowed>
      {progress && <Sending {...progress} />}
      {compare.error && <Failure error={compare.error} />}
      {compare.data && (
        <ul className="jobs">
          <JobItem job={compare.data} />
        </ul>
      )}
    </section>
  );
}
