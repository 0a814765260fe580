import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { actOf, useMayDo } from "../../app/may.ts";
import { Failure } from "../../parts/Loaded.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import * as jobsWords from "../../text/jobs.ts";
import { useTexts } from "../../text/language.ts";
import { dayBegins } from "../../time/japan.ts";
import { hasEnded, useLiveJob } from "./useLiveJob.ts";

export function JobItem({ job: given }: { job: Schema["Job"] }) {
  const { m, moment, word } = useTexts(jobsWords);
  const job = useLiveJob(given);
  const said = useAsked(job.request ?? {});
  const took =
    job.started && job.ended
      ? Math.max(0, Math.round((Date.parse(job.ended) - Date.parse(job.started)) / 1000))
      : undefined;
  return (
    <li className="job">
      <div className="job-head">
        <span className={`mark mark-job-${job.state}`}>{word(m.jobs.state, job.state)}</span>
        <strong>{word(m.jobs.kind, job.kind)}</strong>
        <span>{said}</span>
        <span className="code">{job.job}</span>
      </div>
      <p className="help">
        {m.jobs.submitted} {moment(job.submitted)}
        {job.ended && ` / ${m.jobs.ended} ${moment(job.ended)}`}
        {took !== undefined && ` / ${m.jobs.took(took)}`}
        {job.attempts > 1 && ` / ${m.jobs.attempts(job.attempts)}`}
      </p>
      {!hasEnded(job.state) && <Progress job={job} />}
      {job.error && <p className="notice">{job.error}</p>}
      <Acts job={job} />
    </li>
  );
}

interface Asked {
  registers?: string;
  logs?: string;
  from?: string;
  until?: string;
  policies?: string;
  review?: string;
  import?: string;
  delivery?: number;
  paper?: string;
}

/** When a day begins that a request names; requests may name an instant as well. */
const instantOf = (at: string | undefined) => (at === undefined || at === "" ? null : (dayBegins(at) ?? at));

/** What was asked for, as far as people say it by name. */
function useAsked(request: object) {
  const { m, word } = useTexts(jobsWords);
  const period = useWindowText(true);
  const { registers, logs, from, until, policies, review, delivery, paper } = request as Asked;
  return [
    paper && word(m.papers, paper),
    registers && `${m.jobs.registers} ${registers}`,
    logs && `${m.jobs.logs} ${logs}`,
    (from ?? until) && period({ from: instantOf(from), until: instantOf(until) }, true),
    policies && `${m.jobs.rules} ${policies.slice(0, 12)}`,
    review && `${m.review.name} ${review}`,
    delivery && m.jobs.delivery(String(delivery)),
  ]
    .filter(Boolean)
    .join(" / ");
}

/** Where what a job made is to be seen. */
function resultOf({ kind, job, result, request }: Schema["Job"]) {
  const { delivery = 0, import: prepared } = (request ?? {}) as Asked;
  if (kind === "simulation") return `/simulation${searchText({ simulation: result ?? job })}`;
  if (kind.startsWith("delivery")) return `/delivery${searchText({ delivery: String(delivery) })}`;
  if (kind.startsWith("import")) return `/import${searchText({ import: prepared })}`;
  if (kind === "re-performance") return "/campaigns";
  if (kind === "report") return "/reports";
  return `/scope${searchText({ review: result ?? job })}`;
}

function Progress({ job }: { job: Schema["Job"] }) {
  const { m, word } = useTexts(jobsWords);
  const known = job.bytes_of > 0;
  return (
    <div className="progress">
      <progress
        aria-label={m.jobs.progress}
        max={known ? job.bytes_of : 1}
        {...(known || job.state === "queued" ? { value: job.bytes } : {})}
      />
      <span>
        {job.step && word(m.jobs.step, job.step)} {known && m.percent(job.bytes, job.bytes_of)}{" "}
        {job.lines > 0 && m.jobs.linesRead(job.lines)}{" "}
        {job.findings !== undefined && m.jobs.foundSoFar(job.findings)}{" "}
        {job.seconds_left !== undefined && m.jobs.left(job.seconds_left)}
      </span>
    </div>
  );
}

/** What can be done with it as it stands: asked for only if it is still as it was seen. */
function Acts({ job }: { job: Schema["Job"] }) {
  const { m } = useTexts(jobsWords);
  const client = useQueryClient();
  const mayDo = useMayDo();
  const refresh = () => client.invalidateQueries({ queryKey: ["jobs"] });
  const asked = { path: { job: job.job }, body: undefined };
  const cancel = useMutation({
    mutationFn: () => post("/api/v1/jobs/{job}/cancel", asked),
    onSettled: refresh,
  });
  const again = useMutation({
    mutationFn: () => post("/api/v1/jobs/{job}/run-again", asked),
    onSettled: refresh,
  });
  const failed = cancel.error ?? again.error;
  return (
    <div className="acts no-print">
      {job.state === "done" && (
        <Link to={resultOf(job)}>{m.jobs.result}</Link>
      )}
      {!hasEnded(job.state) && mayDo("cancelJob") && (
        <button
          type="button"
          {...actOf("cancelJob")}
          disabled={cancel.isPending || job.cancelling === true}
          onClick={() => {
            cancel.mutate();
          }}
        >
          {job.cancelling ? m.jobs.cancelling : m.jobs.cancel}
        </button>
      )}
      {hasEnded(job.state) && job.state !== "done" && mayDo("runJobAgain") && (
        <button
          type="button"
          {...actOf("runJobAgain")}
          disabled={again.isPending}
          onClick={() => {
            again.mutate();
          }}
        >
          {m.jobs.again}
        </button>
      )}
      {failed && <Failure error={failed} />}
    </div>
  );
}
