import { useInfiniteQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import * as jobsWords from "../../text/jobs.ts";
import { useTexts } from "../../text/language.ts";
import { JobItem } from "./JobItem.tsx";
import { StartReview } from "./StartReview.tsx";

const states = ["queued", "running", "done", "failed", "cancelled", "interrupted"] as const;

export default function JobsPage() {
  const { m } = useTexts(jobsWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = states.find((one) => one === search.get("state"));
  const jobs = useInfiniteQuery({
    queryKey: ["jobs", state ?? ""],
    queryFn: ({ pageParam, signal }) =>
      get("/api/v1/jobs", { query: { state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
  });
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className="lead">{m.jobs.lead}</p>
      <Allowed to="startReview">
        <StartReview />
      </Allowed>
      <section aria-labelledby="all-jobs">
        <h2 id="all-jobs">{m.pages.jobs}</h2>
        <div className="filters">
          <label>
            {m.jobs.stateLabel}
            <select
              value={state ?? ""}
              onChange={(event) => {
                change({ state: event.target.value });
              }}
            >
              <option value="">{m.all}</option>
              {states.map((code) => (
                <option key={code} value={code}>
                  {m.jobs.state[code]}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Loaded query={jobs}>
          {() =>
            items.length === 0 ? (
              <p className="empty">{state ? m.none : m.jobs.none}</p>
            ) : (
              <ul className="jobs">
                {items.map((job) => (
                  <JobItem key={job.job} job={job} />
                ))}
              </ul>
            )
          }
        </Loaded>
        {jobs.hasNextPage && (
          <button type="button" disabled={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            {m.more}
          </button>
        )}
      </section>
    </>
  );
}
