import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { address, type Schema } from "../../api/client.ts";
import { follow } from "../../api/events.ts";

export function hasEnded(state: string) {
  return state !== "queued" && state !== "running";
}

/** A job as it is now: while it waits or runs, the server says how far it is. */
export function useLiveJob(given: Schema["Job"]) {
  const client = useQueryClient();
  const [live, setLive] = useState(given);
  // What the list says last is right where it is newer than what was heard.
  const job = live.job === given.job && live.revision >= given.revision ? live : given;
  const ended = hasEnded(given.state);
  useEffect(() => {
    if (ended) return undefined;
    const stop = new AbortController();
    const url = address("/api/v1/jobs/{job}/events", { path: { job: given.job } });
    const heard = (data: string) => {
      setLive(JSON.parse(data) as Schema["Job"]);
    };
    const done = () => {
      if (stop.signal.aborted) return;
      for (const queryKey of [["jobs"], ["reviews"], ["exports"]]) void client.invalidateQueries({ queryKey });
    };
    // Whatever ends the stream, the lists know better than nothing.
    follow(url, heard, stop.signal).then(done, done);
    return () => {
      stop.abort();
    };
  }, [client, ended, given.job]);
  return job;
}
