import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { Failure } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { type Said, toneOf } from "./said.ts";
import { sound } from "./sound.ts";
import type { Scan } from "./useScans.ts";

interface Props {
  scans: Scan<Said>[];
  scan: (code: string, heard: (said: Said | undefined) => void) => void;
}

const said = (one: Scan<Said>) => one.result?.is ?? (one.error === undefined ? undefined : "failed");
const signs = { good: "✓", notice: "!", bad: "✕" };

/** One field that a scanner types into, what the last code was in large letters, and all before it. */
export function Scanner({ scans, scan }: Props) {
  const { m, word } = useTexts(disastersWords);
  const id = useId();
  const [code, setCode] = useState("");
  const [loud, setLoud] = useState(true);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const [last] = scans;
  const is = last && said(last);
  const tone = is === undefined ? undefined : toneOf(is);
  return (
    <>
      <form
        className="scanner"
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault();
          const given = code.trim();
          setCode("");
          if (given === "") return;
          scan(given, (result) => {
            if (loud) sound(toneOf(result?.is ?? "failed"));
          });
        }}
      >
        <div className="field">
          <label htmlFor={id}>{m.scans.field}</label>
          <input
            ref={field}
            id={id}
            value={code}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${id}-help`}
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
          <p id={`${id}-help`} className="help">
            {m.scans.fieldHelp}
          </p>
        </div>
        <label className="check">
          <input
            type="checkbox"
            checked={loud}
            onChange={(event) => {
              setLoud(event.target.checked);
            }}
          />
          {m.scans.sound}
        </label>
      </form>
      <div className={`scanned scanned-${tone ?? "none"}`} role="status" aria-live="assertive">
        {last === undefined ? (
          m.scans.waiting
        ) : is === undefined || tone === undefined ? (
          m.scans.sending(last.code)
        ) : (
          <>
            <span aria-hidden="true">{signs[tone]}</span> <strong>{last.code}</strong> {word(m.scans.is, is)}
            {last.result?.office && ` (${last.result.office})`}
          </>
        )}
      </div>
      {last?.error !== undefined && <Failure error={last.error} />}
      {scans.length > 0 && (
        <section aria-labelledby={`${id}-list`}>
          <h3 id={`${id}-list`}>
            {m.scans.list} <small>{m.scans.read(scans.length)}</small>
          </h3>
          <Table
            name={m.scans.list}
            rows={scans}
            rowKey={(one) => one.id}
            columns={[
              { head: m.scans.code, code: true, cell: (one) => one.code },
              {
                head: m.scans.result,
                short: true,
                cell: (one) => {
                  const what = said(one);
                  return what && <span className={`mark mark-scan-${toneOf(what)}`}>{word(m.scans.is, what)}</span>;
                },
              },
              { head: m.scans.of, optional: true, cell: (one) => one.result?.office },
              {
                head: m.acts,
                acts: true,
                optional: true,
                cell: (one) =>
                  one.error !== undefined && (
                    <button
                      type="button"
                      className="quiet"
                      onClick={() => {
                        scan(one.code, () => undefined);
                        field.current?.focus();
                      }}
                    >
                      {m.scans.again}
                    </button>
                  ),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}
