import { useQuery } from "@tanstack/react-query";
import { getTagged, post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as importsWords from "../../text/imports.ts";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { Fields } from "./Fields.tsx";

type Import = Schema["Import"];

/** What the preview says, as docs/formats/registers.md has it; only what this page shows of it. */
interface Preview {
  counts?: Record<string, Record<string, number>>;
  steps?: { step: string; before?: Schema["Statement"]; says?: Schema["Statement"] }[];
  contradictions?: { kind: string; subject: string; row: string; other?: string }[];
  /** In Japanese too, but in what an older server kept. */
  rejected?: { file: string; line: number; message: string; message_ja?: string; help?: string; help_ja?: string }[];
  unclaimed?: string[];
}

/** An import before it is done: what would change, whose approval it takes, and then the act. */
export default function ImportPage() {
  const { m } = useTexts();
  const { search } = usePlace();
  const id = search.get("import") ?? "";
  const asked = useQuery({
    queryKey: ["import", id],
    queryFn: ({ signal }) => getTagged("/api/v1/imports/{import}", { path: { import: id }, signal }),
    refetchInterval: ({ state }) =>
      ["comparing", "applying"].includes(state.data?.shown.state ?? "") ? 1000 : false,
  });
  return (
    <AboutThing thing="register" id={id}>
      <p className="no-print">
        <Link to="/imports">{m.pages.imports}</Link>
      </p>
      <Loaded query={asked}>
        {({ shown, tag }) => (
          <>
            <Unmask />
            <Head one={shown} />
            <Acts one={shown} tag={tag} />
            {shown.preview && <Shown preview={shown.preview} />}
          </>
        )}
      </Loaded>
    </AboutThing>
  );
}

function Head({ one }: { one: Import }) {
  const { m, both, word, moment } = useTexts(registersWords, importsWords);
  return (
    <>
      <Facts
        facts={[
          [m.imports.import, <span className="code">{one.import}</span>],
          [m.imports.state, word(m.imports.states, one.state)],
          [m.imports.prepared, moment(one.prepared)],
          [m.imports.by, <span className="code">{one.caller}</span>],
          [m.imports.approvedBy, one.approved_by && <span className="code">{one.approved_by}</span>],
          [m.imports.approval, one.approval],
          [m.imports.change, one.change],
          [m.imports.entry, one.entry && <Link to={`/evidence?entry=${one.entry}`}>{m.count(one.entry)}</Link>],
          [m.imports.error, one.error && both({ ja: one.error_ja ?? one.error, en: one.error })],
        ]}
      />
      {one.nothing && <p className="notice">{m.imports.nothing}</p>}
      {one.second_person && (
        <div className="notice" role="note">
          <p>{m.imports.needsSecond}</p>
          <ul>
            {one.grounds?.map((ground, at) => (
              <li key={ground}>{both({ ja: one.grounds_ja?.[at] ?? ground, en: ground })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Acts({ one, tag }: { one: Import; tag: string }) {
  const { m } = useTexts(registersWords, importsWords);
  const asked = { path: { import: one.import }, headers: { "If-Match": tag } };
  if (one.state !== "shown") return null;
  return (
    <div className="exports no-print">
      {one.second_person && !one.approved_by && (
        <Act
          does="approveImport"
          label={m.imports.approve}
          fields={[{ name: "approval", label: m.imports.approval }]}
          run={({ approval = "" }) => post("/api/v1/imports/{import}/approval", { ...asked, body: { approval } })}
        />
      )}
      {!one.nothing && (
        <Act
          does="applyImport"
          primary
          label={m.imports.apply}
          help={m.imports.applyHelp}
          fields={[
            { name: "reason", label: m.imports.reason, kind: "lines" },
            { name: "approval", label: m.imports.approval, optional: true },
          ]}
          run={({ reason = "", approval }) =>
            post("/api/v1/imports/{import}/apply", {
              ...asked,
              body: { reason, ...(approval ? { approval } : {}) },
            })
          }
        />
      )}
      <Act
        does="compareImportAgain"
        label={m.imports.again}
        run={() => post("/api/v1/imports/{import}/preview", { ...asked, body: undefined })}
      />
    </div>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { m, both, person, word } = useTexts(registersWords, importsWords);
  const { counts = {}, steps = [], contradictions = [], rejected = [], unclaimed = [] } = preview;
  const counted = new Set(Object.values(counts).flatMap((of) => Object.keys(of).filter((name) => of[name])));
  return (
    <>
      <h2>{m.imports.counts}</h2>
      <Table
        name={m.imports.counts}
        rows={Object.entries(counts)}
        rowKey={([name]) => name}
        columns={[
          { head: m.registers.register, names: true, cell: ([name]) => word(m.registers.names, name) },
          ...Object.entries(m.imports.countOf).map(([name, head]) => ({
            head,
            number: true,
            optional: true,
            cell: ([, of]: [string, Record<string, number>]) => counted.has(name) && m.count(of[name] ?? 0),
          })),
        ]}
      />
      {preview.steps === undefined && <p className="help">{m.imports.kept}</p>}
      {steps.length > 0 && (
        <>
          <h2>{m.imports.steps}</h2>
          <Table
            name={m.imports.steps}
            rows={steps}
            rowKey={(_, index) => index}
            columns={[
              { head: m.imports.step, names: true, cell: (one) => word(m.imports.stepKinds, one.step) },
              {
                head: m.registers.register,
                cell: (one) => word(m.registers.names, (one.says ?? one.before)?.register ?? ""),
              },
              { head: m.imports.before, cell: (one) => one.before && <Fields of={one.before} /> },
              { head: m.imports.after, cell: (one) => one.says && <Fields of={one.says} /> },
            ]}
          />
        </>
      )}
      {contradictions.length > 0 && (
        <>
          <h2>{m.imports.contradictions}</h2>
          <Table
            name={m.imports.contradictions}
            rows={contradictions}
            rowKey={(_, index) => index}
            columns={[
              { head: m.imports.contradiction, names: true, cell: (one) => word(m.imports.contradictionOf, one.kind) },
              { head: m.imports.subject, code: true, cell: (one) => person(one.subject) },
              { head: m.imports.row, cell: (one) => person(one.row) },
              { head: m.imports.otherRow, optional: true, cell: (one) => one.other && person(one.other) },
            ]}
          />
        </>
      )}
      {rejected.length > 0 && (
        <>
          <h2>{m.imports.rejected}</h2>
          <Table
            name={m.imports.rejected}
            rows={rejected}
            rowKey={(one) => `${one.file} ${one.line}`}
            columns={[
              { head: m.field.file, code: true, cell: (one) => `${one.file}:${one.line}` },
              {
                head: m.field.reason,
                cell: ({ message, message_ja = message, help = "", help_ja = help }) => (
                  <>
                    {both({ ja: message_ja, en: message })}
                    <small className="block">{both({ ja: help_ja, en: help })}</small>
                  </>
                ),
              },
            ]}
          />
        </>
      )}
      {unclaimed.length > 0 && (
        <>
          <h2>{m.imports.unclaimed}</h2>
          <p className="code">{unclaimed.join(", ")}</p>
        </>
      )}
    </>
  );
}
