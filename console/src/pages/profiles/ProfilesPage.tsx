import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { post, type Schema } from "../../api/client.ts";
import { save } from "../../api/download.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Editor } from "../../parts/Editor.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { useSettled } from "../../parts/useSettled.ts";
import { base64Of, textOfBytes } from "../../text/bytes.ts";
import { indexOfLine } from "../../text/cedar.ts";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";
import { LogTabs } from "../deliveries/LogTabs.tsx";
import { logProfiles } from "../deliveries/queries.ts";
import { asUtf8, handedOver, handOver, mostBytes } from "./sample.ts";

type Profile = Schema["LogProfileList"]["items"][number];

export default function ProfilesPage() {
  const { m } = useTexts(deliveriesWords, logsWords);
  const { search } = usePlace();
  const asked = useQuery(logProfiles());
  return (
    <>
      <LogTabs at="profiles" />
      <p className="lead">{m.profiles.lead}</p>
      <Loaded query={asked}>
        {({ items }) => {
          const chosen = items.find((one) => one.profile === search.get("profile")) ?? items[0];
          if (!chosen) return <p className="empty">{m.profiles.none}</p>;
          return (
            <>
              <Table
                name={m.pages.profiles}
                rows={items}
                rowKey={(one) => one.profile}
                columns={[
                  {
                    head: m.logs.profile,
                    names: true,
                    cell: (one) => (
                      <Link
                        className="code"
                        to={`/profiles?profile=${one.profile}`}
                        aria-current={one === chosen ? "true" : undefined}
                      >
                        {one.profile}
                      </Link>
                    ),
                  },
                  { head: m.profiles.title, cell: (one) => one.title },
                  { head: m.field.system, cell: (one) => <System of={one.system} /> },
                  { head: m.profiles.files, code: true, cell: (one) => one.files.join(", ") },
                  { head: m.field.sha256, code: true, cell: (one) => one.sha256.slice(0, 16), title: (one) => one.sha256 },
                ]}
              />
              <Trial key={chosen.profile} profile={chosen} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** A profile, changed or not, tried on a sample: what becomes of each line stands beside it. */
function Trial({ profile }: { profile: Profile }) {
  const { m, word } = useTexts(deliveriesWords, logsWords);
  const editor = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(profile.text);
  const [file, setFile] = useState(() => {
    const bytes = handedOver();
    return bytes && { name: m.logs.raw, bytes };
  });
  const [pasted, setPasted] = useState("");

  const bytes = file?.bytes ?? (pasted ? new TextEncoder().encode(pasted) : null);
  const settled = useSettled(text);
  const sample = useSettled(bytes ? base64Of(bytes.subarray(0, mostBytes)) : "");
  const asBytes = file !== null;
  const trial = useQuery({
    queryKey: ["log-profile-check", settled, sample, asBytes],
    queryFn: ({ signal }) =>
      post("/api/v1/log-profiles/check", {
        body: { profile: asBytes ? settled : asUtf8(settled), sample, lines: 200 },
        signal,
      }),
    enabled: sample !== "",
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const trouble = trial.data?.trouble;
  const changed = text !== profile.text;
  return (
    <>
      <section aria-labelledby="fields">
        <h2 id="fields">{profile.title}</h2>
        <Facts facts={profile.fields.map((one) => [word(m.profiles.fieldNames, one.field), one.from])} />
      </section>
      <div className="trial">
        <section aria-labelledby="profile-text">
          <div className="list-bar">
            <h2 id="profile-text">{m.profiles.text}</h2>
            {changed && (
              <div className="acts">
                <span className="mark mark-changed">{m.profiles.changed}</span>
                <button
                  type="button"
                  title={m.profiles.saveHelp}
                  onClick={() => {
                    save(new Blob([text], { type: "application/toml" }), profile.profile);
                  }}
                >
                  {m.profiles.save}
                </button>
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    setText(profile.text);
                  }}
                >
                  {m.profiles.restore}
                </button>
              </div>
            )}
          </div>
          <Editor
            ref={editor}
            label={m.profiles.text}
            help={m.profiles.saveHelp}
            text={text}
            marks={trouble ? [{ line: trouble.line, severity: "error", message: trouble.message }] : []}
            names={[]}
            readOnly={false}
            onChange={setText}
          />
        </section>
        <section aria-labelledby="sample">
          <h2 id="sample">{m.profiles.sample}</h2>
          <p className="help">{m.profiles.kept}</p>
          <div className="field">
            <label htmlFor="sample-file">{m.profiles.sampleFile}</label>
            <input
              id="sample-file"
              type="file"
              onChange={(event) => {
                const log = event.target.files?.[0];
                if (!log) return;
                void log
                  .slice(0, mostBytes)
                  .arrayBuffer()
                  .then((read) => {
                    setFile({ name: log.name, bytes: new Uint8Array(read) });
                  });
              }}
            />
          </div>
          {file ? (
            <SampleBytes
              {...file}
              clear={() => {
                handOver(null);
                setFile(null);
              }}
            />
          ) : (
            <div className="field">
              <label htmlFor="sample-paste">{m.profiles.samplePaste}</label>
              <textarea
                id="sample-paste"
                aria-describedby="sample-help"
                rows={8}
                wrap="off"
                spellCheck={false}
                value={pasted}
                onChange={(event) => {
                  setPasted(event.target.value);
                }}
              />
              <p id="sample-help" className="help">
                {m.profiles.samplePasteHelp}
              </p>
            </div>
          )}
        </section>
      </div>
      <section aria-labelledby="preview">
        <h2 id="preview">{m.profiles.preview}</h2>
        {trial.error && <Failure error={trial.error} />}
        {sample === "" ? (
          <p className="empty">{m.profiles.noSample}</p>
        ) : trouble ? (
          <div className="failure" role="status">
            <h3>{m.profiles.trouble}</h3>
            <p>
              <button
                type="button"
                className="quiet"
                onClick={() => {
                  const area = editor.current;
                  if (!area) return;
                  const from = indexOfLine(area.value, trouble.line);
                  area.focus();
                  area.setSelectionRange(from, from);
                  area.dispatchEvent(new Event("sekisho-show"));
                }}
              >
                {m.profiles.at(trouble.line, trouble.column)}
              </button>{" "}
              {trouble.message}
            </p>
            <p className="help">{trouble.help}</p>
          </div>
        ) : (
          trial.data?.check && <Preview check={trial.data.check} />
        )}
      </section>
    </>
  );
}

function SampleBytes({ name, bytes, clear }: { name: string; bytes: Uint8Array; clear: () => void }) {
  const { m } = useTexts(deliveriesWords);
  const read = textOfBytes(bytes.subarray(0, 20_000))?.text;
  return (
    <>
      <p>
        {m.profiles.sampleBytes(name, bytes.length)}{" "}
        <button type="button" className="quiet" onClick={clear}>
          {m.profiles.clearSample}
        </button>
      </p>
      {read && (
        <pre className="raw sample" tabIndex={0} role="region" aria-label={m.profiles.sample}>
          {read}
        </pre>
      )}
    </>
  );
}

type Check = NonNullable<Schema["LogProfileCheck"]["check"]>;

function Preview({ check }: { check: Check }) {
  const { m, word } = useTexts(deliveriesWords, logsWords);
  const said = (name: string, value: string): ReactNode => {
    if (name === "action") return word(m.action, value);
    return value;
  };
  return (
    <>
      <p role="status">
        <strong>{m.profiles.outcome(check.understood_lines, check.rejected_lines, check.header_lines)}</strong>{" "}
        {check.explained.length < check.lines - check.header_lines && m.profiles.cut(check.explained.length)}
      </p>
      {check.problems.map((one) => (
        <p key={one.message} className="notice">
          {one.message} <span className="help">{one.help}</span>
        </p>
      ))}
      {check.explained.length > 0 && (
        <Table
          name={m.profiles.preview}
          rows={check.explained}
          rowKey={(one) => one.line}
          columns={[
            { head: m.deliveries.lines, number: true, cell: (one) => m.count(one.line) },
            {
              head: m.profiles.result,
              cell: (one) => (
                <span className={`mark mark-${one.understood ? "clause-satisfied" : "clause-failed"}`}>
                  {one.understood ? m.profiles.understood : m.profiles.rejected}
                </span>
              ),
            },
            {
              head: m.profiles.values,
              cell: (one) =>
                one.understood ? (
                  <dl className="values">
                    {Object.entries((one.fields ?? {}) as Record<string, string>).map(([name, value]) => (
                      <div key={name}>
                        <dt>{word(m.profiles.fieldNames, name)}</dt>
                        <dd>{said(name, value)}</dd>
                      </div>
                    ))}
                  </dl>
                ) : (
                  <>
                    {word(m.logs.reasons, one.reason ?? "")} <span className="code">{one.detail}</span>
                    <small className="block">{m.profiles.mend[one.reason ?? ""] ?? one.help}</small>
                  </>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
