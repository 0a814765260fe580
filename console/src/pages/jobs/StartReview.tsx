import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useRef, useState } from "react";
import { post } from "../../api/client.ts";
import { dataSets } from "../../api/queries.ts";
import { actOf } from "../../app/may.ts";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import * as jobsWords from "../../text/jobs.ts";
import { useTexts } from "../../text/language.ts";
import { dayAfter } from "../../time/japan.ts";

/** Starts a review of a data set. Sent twice it starts once: the form has one key until it is done. */
export function StartReview() {
  const { m } = useTexts(jobsWords);
  const client = useQueryClient();
  const sets = useQuery(dataSets());
  const [given, setGiven] = useState({ registers: "", logs: "", from: "", until: "" });
  const key = useRef("");
  const start = useMutation({
    mutationFn: (body: { registers: string; logs: string; from?: string; until?: string }) => {
      key.current ||= newKey();
      return post("/api/v1/reviews", { body, headers: { "Idempotency-Key": key.current } });
    },
    onSuccess: () => {
      key.current = "";
      return client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  const change = (name: keyof typeof given) => (event: { target: { value: string } }) => {
    key.current = "";
    setGiven({ ...given, [name]: event.target.value });
  };
  return (
    <section aria-labelledby="start-review" className="no-print">
      <h2 id="start-review">{m.jobs.start}</h2>
      <Loaded query={sets}>
        {({ registers, logs }) => {
          const chosen = { registers: given.registers || registers[0], logs: given.logs || logs[0] };
          if (chosen.registers === undefined || chosen.logs === undefined) {
            return <p className="empty">{m.jobs.noData}</p>;
          }
          const body = {
            registers: chosen.registers,
            logs: chosen.logs,
            ...(given.from ? { from: given.from } : {}),
            ...(given.until ? { until: dayAfter(given.until) } : {}),
          };
          return (
            <form
              className="filters"
              onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
                event.preventDefault();
                start.mutate(body);
              }}
            >
              <label>
                {m.jobs.registers}
                <select value={chosen.registers} onChange={change("registers")}>
                  {registers.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </label>
              <label>
                {m.jobs.logs}
                <select value={chosen.logs} onChange={change("logs")}>
                  {logs.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </label>
              <label>
                {m.from}
                <input type="date" value={given.from} onChange={change("from")} />
              </label>
              <label>
                {m.lastDay}
                <input type="date" value={given.until} onChange={change("until")} />
              </label>
              <button type="submit" {...actOf("startReview")} className="primary" disabled={start.isPending}>
                {m.jobs.submit}
              </button>
              <p className="help">{m.jobs.periodHelp}</p>
            </form>
          );
        }}
      </Loaded>
      {start.error && <Failure error={start.error} />}
    </section>
  );
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((one) => one.toString(16).padStart(2, "0"))
    .join("");
}
