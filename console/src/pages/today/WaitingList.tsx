import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { get, Refusal } from "../../api/client.ts";
import { useMay, useMayDo } from "../../app/may.ts";
import { dayAfter, dayBegins, japan } from "../../time/japan.ts";
import { Failure } from "../../parts/Loaded.tsx";
import * as todayWords from "../../text/today.ts";
import { useTexts } from "../../text/language.ts";
import { AttentionList } from "./AttentionList.tsx";
import { waitingFor } from "./waiting.ts";

const daysAhead = 7;

const once = { staleTime: 30_000, retry: false };

/** Nobody may take for nothing to do what the server could not say; what somebody may not look at is no such thing. */
const isFault = (error: unknown) => error !== null && !(error instanceof Refusal && error.status < 500);

/** What waits for whoever may do it, whatever the newest review says: cases, half-years, what is coming or owed. */
export function WaitingList() {
  const { m } = useTexts(todayWords);
  const may = useMay();
  const mayDo = useMayDo();
  const [today] = useState(() => japan(Date.now()).date);
  const end = dayBegins(today, daysAhead + 1) ?? "";
  const cases = (state: "open" | "triaged") => ({
    queryKey: ["cases", state, "today"],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await get("/api/v1/cases", { query: { state, limit: 1 }, signal })).total,
    enabled: may("case") && mayDo(state === "open" ? "triageMany" : "checkMany"),
    ...once,
  });
  const answers = useQueries({
    queries: [
      cases("open"),
      cases("triaged"),
      {
        queryKey: ["coming", end, "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          get("/api/v1/coming", { query: { until: end, limit: 1000 }, signal }),
        enabled: may("register"),
        ...once,
      },
      {
        queryKey: ["campaigns", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/campaigns", { query: { limit: 50 }, signal }),
        enabled: may("campaign"),
        ...once,
      },
      {
        queryKey: ["disasters", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/disasters", { query: { limit: 100 }, signal }),
        enabled: may("disaster") && mayDo("approveOpening", "takeBack", "noteDeletion"),
        ...once,
      },
      {
        queryKey: ["irregularities", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/irregularities", { query: { state: "open", limit: 1 }, signal }),
        enabled: may("disaster") && mayDo("closeIrregularity"),
        ...once,
      },
      {
        queryKey: ["emergencies", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/emergencies", { query: { limit: 100 }, signal }),
        enabled: may("emergency") && mayDo("startEmergency", "reviewEmergency"),
        ...once,
      },
      {
        queryKey: ["outage-looks", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/outage-looks", { query: { reviewed: "no", limit: 1 }, signal }),
        enabled: may("outage-plan") && mayDo("reviewOutageLooks"),
        ...once,
      },
    ],
  });
  const [toTriage, toCheck, coming, campaigns, disasters, irregular, emergencies, looks] = answers;
  const failed = answers.find(({ error }) => isFault(error));
  const points = waitingFor(
    m,
    {
      toTriage: toTriage.data,
      toCheck: toCheck.data,
      coming: coming.data?.items,
      campaigns: campaigns.data?.items,
      disasters: disasters.data?.items,
      irregular: irregular.data?.open,
      emergencies: emergencies.data?.items.filter(
        ({ state }) => (state !== "asked" || mayDo("startEmergency")) && (state !== "over" || mayDo("reviewEmergency")),
      ),
      looks: looks.data?.total,
    },
    lastDay(today),
  );
  if (points.length === 0 && !failed) return null;
  return (
    <section className="waiting" aria-labelledby="waiting">
      <h2 id="waiting">{m.today.waiting}</h2>
      {failed && (
        <Failure
          error={failed.error}
          retry={() => {
            for (const one of answers) if (one.isError) void one.refetch();
          }}
        />
      )}
      <AttentionList points={points} />
    </section>
  );
}

function lastDay(today: string) {
  return Array.from({ length: daysAhead }).reduce<string>(dayAfter, today);
}
