import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/client.ts";
import { useMay } from "../../app/may.ts";
import { dayAfter, dayBegins, japan } from "../../time/japan.ts";
import * as todayWords from "../../text/today.ts";
import { useTexts } from "../../text/language.ts";
import { AttentionList } from "./AttentionList.tsx";
import { waitingFor } from "./waiting.ts";

const daysAhead = 7;

/** Not of a failure: the pages of these tell of it. */
const quietly = { staleTime: 30_000, retry: false };

/** What waits for somebody whatever the newest review says: cases, half-years, what is coming or owed. */
export function WaitingList() {
  const { m } = useTexts(todayWords);
  const may = useMay();
  const [today] = useState(() => japan(Date.now()).date);
  const end = dayBegins(today, daysAhead + 1) ?? "";
  const cases = (state: "open" | "triaged") => ({
    queryKey: ["cases", state, "today"],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await get("/api/v1/cases", { query: { state, limit: 1 }, signal })).total,
    enabled: may("Case"),
    ...quietly,
  });
  const [toTriage, toCheck, coming, campaigns, disasters, irregular, emergencies, looks] = useQueries({
    queries: [
      cases("open"),
      cases("triaged"),
      {
        queryKey: ["coming", end, "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          get("/api/v1/coming", { query: { until: end, limit: 1000 }, signal }),
        enabled: may("Register"),
        ...quietly,
      },
      {
        queryKey: ["campaigns", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/campaigns", { query: { limit: 50 }, signal }),
        enabled: may("Campaign"),
        ...quietly,
      },
      {
        queryKey: ["disasters", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/disasters", { query: { limit: 100 }, signal }),
        enabled: may("Disaster"),
        ...quietly,
      },
      {
        queryKey: ["irregularities", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/irregularities", { query: { state: "open", limit: 1 }, signal }),
        enabled: may("Disaster"),
        ...quietly,
      },
      {
        queryKey: ["emergencies", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/emergencies", { query: { limit: 100 }, signal }),
        enabled: may("Emergency"),
        ...quietly,
      },
      {
        queryKey: ["outage-looks", "today"],
        queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/outage-looks", { query: { reviewed: "no", limit: 1 }, signal }),
        enabled: may("OutagePlan"),
        ...quietly,
      },
    ],
  });
  const points = waitingFor(
    m,
    {
      toTriage: toTriage.data,
      toCheck: toCheck.data,
      coming: coming.data?.items,
      campaigns: campaigns.data?.items,
      disasters: disasters.data?.items,
      irregular: irregular.data?.open,
      emergencies: emergencies.data?.items,
      looks: looks.data?.total,
    },
    lastDay(today),
  );
  if (points.length === 0) return null;
  return (
    <section className="waiting" aria-labelledby="waiting">
      <h2 id="waiting">{m.today.waiting}</h2>
      <AttentionList points={points} />
    </section>
  );
}

function lastDay(today: string) {
  return Array.from({ length: daysAhead }).reduce<string>(dayAfter, today);
}
