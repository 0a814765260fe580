import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type SubmitEvent, useState } from "react";
import { post, type Schema } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { navigate, searchText, usePlace } from "../../app/location.ts";
import { actOf } from "../../app/may.ts";
import type { Values } from "../../parts/Act.tsx";
import { Field, type FieldShape } from "../../parts/Field.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { instantAt } from "../../time/japan.ts";
import { nextEmpty } from "./nextEmpty.ts";
import { disaster, type Disaster, type Lending, lendingsOf, type Opening, poolOf, seen } from "./queries.ts";

/** One form for one helper: what is scanned, what is ready, who it is. */
export default function LendPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const id = search.get("disaster") ?? "";
  const onPaper = search.get("paper") === "yes";
  const asked = useQuery(disaster(id));
  return (
    <>
      <p className="no-print">
        <Link to={`/disaster${searchText({ disaster: id })}`}>{asked.data?.name ?? m.disasters.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {(one) => {
          const opening = one.openings.find((each) => each.opening === search.get("opening"));
          return (
            opening && (
              <Allowed to="lend" otherwise={<p className="notice">{m.mayNot}</p>}>
                <Lend key={String(onPaper)} one={one} opening={opening} onPaper={onPaper} />
              </Allowed>
            )
          );
        }}
      </Loaded>
    </>
  );
}

function useReady({ office, systems }: Opening) {
  const pool = useQuery(poolOf(office));
  const items = pool.data?.items ?? [];
  const ofThese = (code: string) => systems.includes(code.split("/")[0] ?? "");
  const codes = (kind: "terminal" | "account", anyState: boolean) =>
    items
      .filter((item) => item.kind === kind && (anyState || item.state === "ready"))
      .map(({ code }) => code)
      .filter((code) => kind === "terminal" || ofThese(code));
  return { pool, codes };
}

const recentMost = 8;

/** What was lent here last. */
function Recent({ lendings }: { lendings: Lending[] }) {
  const { m, moment } = useTexts(disastersWords);
  if (lendings.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <h3 id="recent">{m.lendings.recent}</h3>
      <Table
        name={m.lendings.recent}
        rows={lendings.slice(0, recentMost)}
        rowKey={({ lending }) => lending}
        columns={[
          {
            head: m.pool.lending,
            names: true,
            cell: ({ lending }) => <Link to={`/lending${searchText({ lending })}`}>{m.lendings.number(lending)}</Link>,
          },
          { head: m.lendings.terminal, code: true, short: true, cell: ({ terminal }) => terminal },
          { head: m.lendings.account, code: true, short: true, cell: ({ account }) => account },
          { head: m.lendings.from, short: true, cell: ({ from }) => moment(from) },
        ]}
      />
    </section>
  );
}

function bodyOf(values: Values, onPaper: boolean): Schema["LendingRequest"] {
  const { terminal = "", account = "", name = "", employer = "", from = "", until = "", note = "", returned = "" } = values;
  const given = (named: string) => (values[named] ? { [named]: values[named].trim() } : {});
  const [begins, ends, back] = [instantAt(from), instantAt(until), instantAt(returned)];
  return {
    terminal: terminal.trim(),
    account: account.trim(),
    name: name.trim(),
    employer: employer.trim(),
    ...given("kana"),
    ...given("person"),
    ...given("contract"),
    ...given("dispatch"),
    ...given("seat"),
    ...(begins ? { from: begins } : {}),
    ...(ends ? { until: ends } : {}),
    ...(onPaper ? { paper: { note, ...(back ? { returned: back } : {}) } } : {}),
  };
}

interface LendProps {
  one: Disaster;
  opening: Opening;
  onPaper: boolean;
}

function Lend({ one, opening, onPaper }: LendProps) {
  const { m } = useTexts(disastersWords);
  const client = useQueryClient();
  const { pool, codes } = useReady(opening);
  const lent = useQuery(lendingsOf({ opening: opening.opening })).data?.items ?? [];
  // Where helpers came from last: a code is typed once a night.
  const employers = [...new Set(lent.map(({ employer }) => employer))];
  const [written, setWritten] = useState<Values>({});
  const terminals = codes("terminal", onPaper);
  const accounts = codes("account", onPaper);
  const values = { account: onPaper ? "" : (accounts[0] ?? ""), ...written };
  const lend = useMutation({
    mutationFn: () =>
      post("/api/v1/openings/{opening}/lendings", {
        path: { opening: opening.opening },
        headers: seen(one),
        body: bodyOf(values, onPaper),
      }),
    onSuccess: async ({ lending }) => {
      await client.invalidateQueries();
      navigate(`/lending${searchText({ lending })}`);
    },
  });
  const field = (shape: FieldShape) => (
    <Field
      key={shape.name}
      shape={shape}
      value={(values as Values)[shape.name] ?? ""}
      onChange={(value) => {
        setWritten({ ...written, [shape.name]: value });
      }}
    />
  );
  const account: FieldShape = onPaper
    ? { name: "account", label: m.lendings.account, offers: accounts }
    : { name: "account", label: m.lendings.account, kind: "choice", options: Object.fromEntries(accounts.map((code) => [code, code])) };
  const { terminal = "" } = written;
  const notReady = !onPaper && terminal !== "" && pool.data !== undefined && !terminals.includes(terminal.trim());
  return (
    <>
      <h2>{m.lendings.lendTo(opening.office)}</h2>
      <p className="help">{onPaper ? m.lendings.paperHelp : m.lendings.lendHelp}</p>
      {!onPaper && opening.state !== "open" && <p className="notice">{m.lendings.notOpen}</p>}
      {!onPaper && pool.data && (
        <p className="help">{terminals.length > 0 && accounts.length > 0 ? m.lendings.ready(terminals.length, accounts.length) : m.lendings.noneReady}</p>
      )}
      <div className="desk">
        <form
          className="lend"
          onKeyDown={goOn}
          onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
            event.preventDefault();
            if (!lend.isPending) lend.mutate();
          }}
        >
          <div className="lend-fields">
            {field({ name: "terminal", first: true, label: m.lendings.terminal, help: notReady ? m.lendings.terminalNotReady : m.lendings.terminalHelp, offers: terminals })}
            {field(account)}
            {field({ name: "name", label: m.lendings.name })}
            {field({ name: "employer", label: m.lendings.employer, help: m.lendings.employerHelp, offers: employers })}
            {onPaper && (
              <>
                {field({ name: "from", label: m.lendings.paperFrom, kind: "datetime-local" })}
                {field({ name: "returned", label: m.lendings.paperReturned, help: m.lendings.paperReturnedHelp, kind: "datetime-local", optional: true })}
                {field({ name: "note", label: m.lendings.paperNote })}
              </>
            )}
          </div>
          <details>
            <summary>{m.lendings.more}</summary>
            <div className="lend-fields">
              {field({ name: "until", label: m.lendings.endsAt, help: m.lendings.endsAtHelp, kind: "datetime-local", optional: true })}
              {field({ name: "seat", label: m.lendings.seat, optional: true })}
              {field({ name: "kana", label: m.lendings.kana, optional: true })}
              {field({ name: "person", label: m.lendings.person, help: m.lendings.personHelp, optional: true })}
              {field({ name: "contract", label: m.lendings.contract, help: m.lendings.contractHelp, optional: true })}
              {field({ name: "dispatch", label: m.lendings.dispatch, optional: true })}
            </div>
          </details>
          {lend.error && <Failure error={lend.error} />}
          <div className="acts">
            <button type="submit" {...actOf("lend")} className="primary" disabled={lend.isPending}>
              {onPaper ? m.lendings.enter : m.lendings.lend}
            </button>
            <Link to={`/lend${searchText({ disaster: one.disaster, opening: opening.opening, paper: onPaper ? "" : "yes" })}`}>
              {onPaper ? m.lendings.toNow : m.lendings.toPaper}
            </Link>
          </div>
        </form>
        <Recent lendings={lent} />
      </div>
    </>
  );
}

/** A scanner ends what it types with Enter: that leads to what is still empty, and lends when nothing is. */
function goOn(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
  const next = nextEmpty(Array.from(event.currentTarget.querySelectorAll<HTMLInputElement>("input, select")), event.target);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
