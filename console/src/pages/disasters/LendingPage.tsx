import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, get, post, type Schema } from "../../api/client.ts";
import { save } from "../../api/download.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Menu } from "../../parts/Menu.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { instantAt } from "../../time/japan.ts";
import { isLate } from "./LendingTable.tsx";
import { LendingState } from "./marks.tsx";
import { seen, type Lending } from "./queries.ts";
import { stepsOf } from "./steps.ts";

/** What is printed of it now. A code is shown once, so it stays until somebody closes it. */
type Printed = { title: string; text: string; once?: boolean } | null;

/** Its steps name the helper as the desk typed them. */
const isMaskedName = (name: string) => name.startsWith("masked-");

export default function LendingPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const id = search.get("lending") ?? "";
  const [printed, setPrinted] = useState<Printed>(null);
  const path = { lending: id };
  const asked = useQuery({
    queryKey: ["lending", id],
    queryFn: ({ signal }) => get("/api/v1/lendings/{lending}", { path, signal }),
  });
  return (
    <AboutThing thing="grant" id={id}>
      <p className="no-print">
        <Link to={`/lendings${searchText({ disaster: asked.data?.disaster ?? "" })}`}>{m.lendings.toAll}</Link>
      </p>
      {printed && (
        <Sheet
          title={printed.title}
          text={printed.text}
          notice={printed.once ? m.lendings.onceOnly : undefined}
          words={{ print: m.lendings.print, close: m.lendings.closeSheet }}
          onClose={() => {
            setPrinted(null);
          }}
        />
      )}
      <Loaded query={asked}>
        {(lending) => (
          <>
            <Head lending={lending} onPrint={setPrinted} />
            {lending.contradictions.length > 0 && <Contradictions lending={lending} />}
            {isMaskedName(lending.name) ? (
              <p className="help">{m.lendings.historyKept}</p>
            ) : (
              <Steps id={`lending/${id}`} ask={(signal) => get("/api/v1/lendings/{lending}/history", { path, signal })} />
            )}
          </>
        )}
      </Loaded>
    </AboutThing>
  );
}

function Head({ lending, onPrint }: { lending: Lending; onPrint: (printed: Printed) => void }) {
  const { m, moment, person, word } = useTexts(disastersWords);
  const [now] = useState(Date.now);
  const handed = (sheet: Schema["HandedOver"] | undefined) => sheet && [moment(sheet.at), sheet.to && person(sheet.to)].filter(Boolean).join(" ");
  return (
    <>
      <h2>
        {m.lendings.number(lending.lending)} <LendingState code={lending.state} late={isLate(lending, now)} /> <Unmask />
      </h2>
      <ol className="stepper" aria-label={m.lendings.stepsTitle}>
        {stepsOf(lending).map(({ name, done, now }) => (
          <li key={name} className={done ? "step-done" : now ? "step-now" : undefined} aria-current={now ? "step" : undefined}>
            <strong>{word(m.lendings.steps, name)}</strong>
            <span>{done ? m.lendings.done : m.lendings.owed}</span>
          </li>
        ))}
      </ol>
      <Acts lending={lending} onPrint={onPrint} />
      <Facts
        facts={[
          [m.lendings.helper, `${person(lending.name)} (${person(lending.person)})${lending.typed ? ` – ${m.lendings.typed}` : ""}`],
          [m.lendings.kana, lending.kana && person(lending.kana)],
          [m.lendings.employer, <span className="code">{lending.employer}</span>],
          [m.lendings.terminal, <span className="code">{lending.terminal}</span>],
          [m.lendings.account, <span className="code">{lending.account}</span>],
          [m.lendings.office, lending.office],
          [m.lendings.from, moment(lending.from)],
          [m.lendings.until, moment(lending.until)],
          [m.lendings.due, moment(lending.due)],
          [m.lendings.contract, lending.contract],
          [m.lendings.dispatch, lending.dispatch],
          [m.lendings.seat, lending.seat],
          [m.lendings.slipHanded, handed(lending.slip_handed_over)],
          [m.lendings.codeIssued, lending.code_issued && moment(lending.code_issued)],
          [m.lendings.codeHanded, handed(lending.code_handed_over)],
          [m.lendings.endReason, lending.end_reason],
          [m.lendings.ceased, lending.ceased && moment(lending.ceased)],
          [m.lendings.returnedAt, lending.terminal_returned && moment(lending.terminal_returned)],
          [
            m.lendings.accountDeleted,
            lending.account_deleted && [moment(lending.account_deleted), lending.account_deleted_by].filter(Boolean).join(" "),
          ],
          [m.lendings.note, lending.paper_note],
          [m.lendings.recorded, moment(lending.recorded)],
          [m.lendings.lentBy, <span className="code">{lending.lent_by.slice(0, 12)}</span>],
        ]}
      />
    </>
  );
}

/** What comes next stands first; what is done seldom stands behind one button. */
function Acts({ lending, onPrint }: { lending: Lending; onPrint: (printed: Printed) => void }) {
  const { m, language } = useTexts(disastersWords);
  const client = useQueryClient();
  const path = { lending: lending.lending };
  const asked = { path, headers: seen(lending) };
  const next = stepsOf(lending).find((one) => one.now)?.name;
  const slip = async (format: "text" | "pdf") => {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: format === "pdf" ? "application/pdf" : "text/plain" },
      body: JSON.stringify({ format, language } satisfies Schema["SlipRequest"]),
    };
    return ask(`/api/v1/lendings/${lending.lending}/slip`, init);
  };
  const handOver = (what: "slip" | "code") => (
    <Act
      does="handOverSheet"
      primary={what === "code" && next === "code"}
      label={what === "slip" ? m.lendings.handSlip : m.lendings.handCode}
      fields={[{ name: "to", label: m.lendings.handTo, help: m.lendings.handToHelp, optional: true }]}
      run={({ to }) => post("/api/v1/lendings/{lending}/handing-over", { ...asked, body: { what, ...(to ? { to } : {}) } })}
    />
  );
  const of = searchText({ disaster: lending.disaster, opening: lending.opening });
  return (
    <div className="acts no-print">
      {lending.state === "lent" && (
        <>
          <Act
            does="printSlip"
            primary={next === "slip"}
            label={m.lendings.slip}
            run={async () => {
              onPrint({ title: m.lendings.sheet, text: await (await slip("text")).text() });
            }}
          />
          {lending.slip_handed_over === undefined && handOver("slip")}
          <IssueCode lending={lending} primary={next === "code" && lending.code_issued === undefined} onPrint={onPrint} />
          {lending.code_issued !== undefined && lending.code_handed_over === undefined && handOver("code")}
        </>
      )}
      {lending.terminal_returned === undefined && (
        <Allowed to="takeBack">
          <Link to={`/take-back${of}`}>{m.scans.takeBack}</Link>
        </Allowed>
      )}
      {lending.state !== "lent" && lending.account_deleted === undefined && (
        <Act
          does="noteDeletion"
          primary={next === "deleted"}
          label={m.lendings.deleted}
          help={m.lendings.deletedHelp}
          fields={[
            { name: "by", label: m.lendings.deletedBy },
            { name: "at", label: m.lendings.deletedAt, help: m.lendings.deletedAtHelp, kind: "datetime-local", optional: true },
          ]}
          run={({ by = "", at = "" }) =>
            post("/api/v1/lendings/{lending}/deletion", { ...asked, body: { deleted_by: by, ...(at ? { at: instantAt(at) ?? "" } : {}) } })
          }
        />
      )}
      <Allowed to={["printSlip", "extendLending", "endLending"]}>
        <Menu about={m.lendings.number(lending.lending)}>
          <Act
            does="printSlip"
            quiet
            label={m.lendings.savePdf}
            help={m.lendings.slip}
            run={async () => {
              save(await (await slip("pdf")).blob(), `slip-${lending.lending}.pdf`);
              await client.invalidateQueries({ queryKey: ["history"] });
            }}
          />
          {lending.state === "lent" && (
            <>
              <Act
                does="extendLending"
                quiet
                label={m.lendings.extend}
                fields={[
                  { name: "until", label: m.lendings.endsAt, kind: "datetime-local" },
                  { name: "reason", label: m.disasters.reason },
                ]}
                run={({ until = "", reason = "" }) =>
                  post("/api/v1/lendings/{lending}/extension", { ...asked, body: { until: instantAt(until) ?? "", reason } })
                }
              />
              <Act
                does="endLending"
                quiet
                label={m.lendings.end}
                help={m.lendings.endHelp}
                fields={[
                  { name: "reason", label: m.disasters.reason },
                  { name: "grace", label: m.disasters.grace, help: m.disasters.graceHelp, kind: "number", optional: true },
                ]}
                run={({ reason = "", grace }) =>
                  post("/api/v1/lendings/{lending}/end", { ...asked, body: { reason, ...(grace ? { grace_minutes: Number(grace) } : {}) } })
                }
              />
            </>
          )}
        </Menu>
      </Allowed>
      {lending.state === "lent" && (
        <Allowed to="lend">
          <Link className="acts-end" to={`/lend${of}`}>
            {m.lendings.next}
          </Link>
        </Allowed>
      )}
    </div>
  );
}

function IssueCode({ lending, primary, onPrint }: { lending: Lending; primary: boolean; onPrint: (printed: Printed) => void }) {
  const { m, language } = useTexts(disastersWords);
  const again = lending.code_issued !== undefined;
  return (
    <Act
      does="issueCode"
      primary={primary}
      label={again ? m.lendings.codeAgain : m.lendings.code}
      help={m.lendings.codeHelp}
      fields={[
        { name: "number", label: m.disasters.number },
        ...(again ? [{ name: "again", label: m.lendings.again, help: m.lendings.againHelp }] : []),
      ]}
      run={async ({ number = "", again: why }) => {
        const body = { number, format: "json" as const, language, ...(why ? { again: why } : {}) };
        const made = await post("/api/v1/lendings/{lending}/code", { path: { lending: lending.lending }, body });
        onPrint({ title: m.lendings.sheet, text: made.sheet, once: true });
      }}
    />
  );
}

function Contradictions({ lending }: { lending: Lending }) {
  const { m, both } = useTexts(disastersWords);
  return (
    <section className="notice" aria-labelledby="contradictions">
      <h3 id="contradictions">{m.lendings.contradictions}</h3>
      <ul>
        {lending.contradictions.map(({ kind, detail, detail_ja }) => (
          <li key={`${kind} ${detail}`}>{both({ ja: detail_ja, en: detail })}</li>
        ))}
      </ul>
    </section>
  );
}
