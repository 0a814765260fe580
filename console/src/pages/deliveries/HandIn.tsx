import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { post } from "../../api/client.ts";
import type { Progress } from "../../api/pieces.ts";
import { sendFile } from "../../api/upload.ts";
import { navigate } from "../../app/location.ts";
import { actOf } from "../../app/may.ts";
import { Field, type FieldShape } from "../../parts/Field.tsx";
import { Failure } from "../../parts/Loaded.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as jobsWords from "../../text/jobs.ts";
import { useTexts } from "../../text/language.ts";
import { dayAfter } from "../../time/japan.ts";
import { logProfiles } from "./queries.ts";

const empty = {
  system: "",
  name: "",
  extracted_by: "",
  query: "",
  from: "",
  last: "",
  counted: "",
  sha256: "",
  corrects: "",
};
type Given = typeof empty;

/** A log with its slip: the file goes first, in pieces, then what the slip says of it. */
export function HandIn() {
  const { m } = useTexts(deliveriesWords);
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [given, setGiven] = useState<Given>(empty);
  const [progress, setProgress] = useState<Progress | null>(null);
  const profiles = useQuery({ ...logProfiles(), enabled: open });
  const all = profiles.data?.items ?? [];
  const patterns = all.filter((one) => one.system === given.system).flatMap((one) => one.files);
  const send = useMutation({
    mutationFn: async (log: File) => {
      const upload = await sendFile(log, { name: given.name, heard: setProgress });
      const { system, extracted_by, query, from, sha256, corrects } = given;
      const body = {
        ...{ upload, system, extracted_by, query, from, sha256: sha256.trim().toLowerCase() },
        until: dayAfter(given.last),
        counted: Number(given.counted),
        ...(corrects ? { corrects } : {}),
      };
      return post("/api/v1/deliveries", { body });
    },
    onSuccess: ({ delivery }) => {
      navigate(`/delivery?delivery=${delivery.delivery}`);
    },
    onSettled: () => {
      setProgress(null);
    },
  });
  const set = (name: keyof Given) => (value: string) => {
    setGiven((before) => ({ ...before, [name]: value }));
  };
  const field = (shape: FieldShape & { name: keyof Given }) => (
    <Field shape={shape} value={given[shape.name]} onChange={set(shape.name)} />
  );
  const named = (system: string, log: File | null) => (system && log ? `${system}/${log.name}` : "");
  return (
    <details
      className="hand-in no-print"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{m.deliveries.handIn}</summary>
      <form
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault();
          if (file) send.mutate(file);
        }}
      >
        <p className="help">{m.deliveries.handInHelp}</p>
        <Field
          shape={{
            name: "system",
            label: m.field.system,
            kind: "choice",
            options: Object.fromEntries(all.map((one) => [one.system, `${one.system} (${one.title})`])),
          }}
          value={given.system}
          onChange={(system) => {
            setGiven({ ...given, system, name: named(system, file) });
          }}
        />
        <div className="field">
          <label htmlFor="hand-in-file">{m.deliveries.chooseFile}</label>
          <input
            id="hand-in-file"
            type="file"
            required
            onChange={(event) => {
              const log = event.target.files?.[0] ?? null;
              setFile(log);
              set("name")(named(given.system, log));
            }}
          />
        </div>
        {field({
          name: "name",
          label: m.deliveries.name,
          ...(patterns.length > 0 ? { help: m.deliveries.nameHelp(patterns.join(", ")) } : {}),
        })}
        {field({ name: "extracted_by", label: m.deliveries.extractedBy })}
        {field({ name: "query", label: m.deliveries.query, kind: "lines", help: m.deliveries.queryHelp })}
        <div className="hand-in-pair">
          {field({ name: "from", label: m.deliveries.from, kind: "date" })}
          {field({ name: "last", label: m.deliveries.lastDay, kind: "date" })}
        </div>
        <div className="hand-in-pair">
          {field({ name: "counted", label: m.deliveries.counted, kind: "number" })}
          {field({ name: "corrects", label: m.deliveries.corrects, help: m.deliveries.correctsHelp, optional: true })}
        </div>
        {field({ name: "sha256", label: m.deliveries.hash, help: m.deliveries.hashHelp })}
        {send.error && <Failure error={send.error} />}
        {progress && <Sending {...progress} />}
        <button type="submit" {...actOf("handIn")} className="primary" disabled={send.isPending}>
          {m.deliveries.submit}
        </button>
      </form>
    </details>
  );
}

export function Sending({ step, sent, of, resumed }: Progress) {
  const { m } = useTexts(deliveriesWords, jobsWords);
  const percent = m.percent(sent, of);
  return (
    <div className="progress" role="status">
      <progress aria-label={m.jobs.progress} max={Math.max(1, of)} {...(step === "sending" ? { value: sent } : {})} />
      <span>
        {step === "hashing" ? m.deliveries.hashing : m.deliveries.sending(percent)} {resumed && m.deliveries.resumed(percent)}
      </span>
    </div>
  );
}
