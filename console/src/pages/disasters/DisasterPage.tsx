import { useQuery } from "@tanstack/react-query";
import { get, post } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { useMay } from "../../app/may.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Menu } from "../../parts/Menu.tsx";
import { useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { instantAt } from "../../time/japan.ts";
import { LendingTable } from "./LendingTable.tsx";
import { OpeningState } from "./marks.tsx";
import { openingOf, useOpeningFields } from "./opening.ts";
import { disaster, lendingsOf, seen, type Disaster, type Opening } from "./queries.ts";

export default function DisasterPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const id = search.get("disaster") ?? "";
  const asked = useQuery(disaster(id));
  return (
    <>
      <p className="no-print">
        <Link to="/disasters">{m.disasters.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {(one) => (
          <>
            <Head one={one} />
            <Openings one={one} />
            <Lendings id={id} />
            <Steps
              id={`disaster/${id}`}
              kinds={m.disasters.stepKinds}
              ask={(signal) => get("/api/v1/disasters/{disaster}/history", { path: { disaster: id }, signal })}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ one }: { one: Disaster }) {
  const { m, moment } = useTexts(disastersWords);
  const fields = useOpeningFields();
  const path = { disaster: one.disaster };
  return (
    <>
      <h2>{one.name}</h2>
      <Facts
        facts={[
          [m.disasters.declared, moment(one.declared)],
          [m.disasters.declaredBy, <span className="code">{one.declared_by.slice(0, 12)}</span>],
          [
            m.disasters.irregularities,
            <Link to={`/irregularities${searchText({ disaster: one.disaster })}`}>{m.irregularities.total(one.irregularities)}</Link>,
          ],
        ]}
      />
      <div className="exports no-print">
        <Act
          does="openOffice"
          label={m.disasters.openOffice}
          help={m.disasters.declareHelp}
          fields={fields}
          run={(values) => post("/api/v1/disasters/{disaster}/openings", { path, headers: seen(one), body: openingOf(values) })}
        />
      </div>
    </>
  );
}

function Openings({ one }: { one: Disaster }) {
  const { m, moment } = useTexts(disastersWords);
  const { nameOf } = useSystems();
  return (
    <section aria-labelledby="offices">
      <h2 id="offices">{m.disasters.offices}</h2>
      {one.openings.some(({ state }) => state === "proposed") && <p className="help">{m.disasters.waiting}</p>}
      <Table
        name={m.disasters.offices}
        headsWrap
        rows={one.openings}
        rowKey={({ opening }) => opening}
        columns={[
          { head: m.disasters.office, names: true, cell: ({ office }) => office },
          { head: m.disasters.state, short: true, cell: ({ state }) => <OpeningState code={state} /> },
          {
            head: m.disasters.period,
            short: true,
            cell: ({ from, until }) => (
              <>
                {moment(from)}
                {" – "}
                <br />
                {until ? moment(until) : m.disasters.untilLifted}
              </>
            ),
          },
          {
            head: `${m.disasters.systems} / ${m.disasters.areas}`,
            cell: ({ systems, areas }) => (
              <span className="at-least-words" title={systems.join(" ")}>
                {systems.map(nameOf).join(m.listComma)}
                <small className="block">{areas.join(m.listComma)}</small>
              </span>
            ),
          },
          { head: m.disasters.number, optional: true, cell: ({ number }) => number },
          { head: m.disasters.lent, number: true, cell: ({ lent }) => m.count(lent) },
          { head: m.disasters.notReturned, number: true, cell: ({ not_returned }) => m.count(not_returned) },
          { head: m.disasters.notDeleted, number: true, cell: ({ not_deleted }) => m.count(not_deleted) },
          { head: m.disasters.irregularities, number: true, cell: ({ irregularities }) => m.count(irregularities) },
          { head: m.disasters.liftingReason, optional: true, cell: ({ lifting_reason }) => lifting_reason },
          { head: m.acts, acts: true, short: true, does: ["approveOpening", "lend", "takeBack", "extendOpening", "liftOpening"], cell: (opening) => <Acts one={one} opening={opening} /> },
        ]}
      />
    </section>
  );
}

function Acts({ one, opening }: { one: Disaster; opening: Opening }) {
  const { m } = useTexts(disastersWords);
  const { state, office } = opening;
  const of = searchText({ disaster: one.disaster, opening: opening.opening });
  const asked = { path: { opening: opening.opening }, headers: seen(one) };
  const number = { name: "number", label: m.disasters.number, help: m.disasters.numberHelp, optional: true };
  const reason = { name: "reason", label: m.disasters.reason };
  if (state === "proposed") {
    return (
      <Act
        does="approveOpening"
        label={m.disasters.approve}
        about={office}
        help={m.disasters.approveHelp}
        run={() => post("/api/v1/openings/{opening}/approval", { ...asked, body: {} })}
      />
    );
  }
  return (
    <div className="acts acts-row">
      {state === "open" && (
        <Allowed to="lend">
          <Link to={`/lend${of}`}>{m.lendings.lend}</Link>
        </Allowed>
      )}
      {state !== "coming" && (
        <Allowed to="takeBack">
          <Link to={`/take-back${of}`}>{m.scans.takeBack}</Link>
        </Allowed>
      )}
      {(state === "open" || state === "coming") && (
        <Menu about={office}>
          <Act
            does="extendOpening"
            quiet
            label={m.disasters.extend}
            title={`${m.disasters.extend}: ${office}`}
            fields={[
              { name: "until", label: m.disasters.until, help: m.disasters.untilHelp, kind: "datetime-local", optional: true },
              reason,
              number,
            ]}
            run={({ until = "", reason: why = "", number: decided }) =>
              post("/api/v1/openings/{opening}/extension", {
                ...asked,
                body: { until: instantAt(until) ?? "", reason: why, ...(decided ? { number: decided } : {}) },
              })
            }
          />
          <Act
            does="liftOpening"
            quiet
            label={m.disasters.lift}
            title={`${m.disasters.lift}: ${office}`}
            help={m.disasters.liftHelp}
            fields={[reason, { name: "grace", label: m.disasters.grace, help: m.disasters.graceHelp, kind: "number", optional: true }]}
            run={({ reason: why = "", grace }) =>
              post("/api/v1/openings/{opening}/lifting", { ...asked, body: { reason: why, ...(grace ? { grace_minutes: Number(grace) } : {}) } })
            }
          />
        </Menu>
      )}
    </div>
  );
}

/** Who has what of it, for whoever may see that. */
function Lendings({ id }: { id: string }) {
  const { m } = useTexts(disastersWords);
  const may = useMay()("grant");
  const asked = useQuery({ ...lendingsOf({ disaster: id }), enabled: may });
  if (!may) return null;
  return (
    <AboutThing thing="grant" id="all">
      <section aria-labelledby="lendings">
        <h2 id="lendings">
          {m.pages.lendings} <Unmask />
        </h2>
        <Loaded query={asked}>
          {({ items }) => (items.length === 0 ? <p className="help">{m.lendings.none}</p> : <LendingTable name={m.pages.lendings} rows={items} />)}
        </Loaded>
      </section>
    </AboutThing>
  );
}
