import { ask, Refusal } from "../../api/client.ts";

/** The newest one, as it was signed. */
export const checkpoint = () => ({
  queryKey: ["checkpoint"],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await ask("/api/v1/evidence/checkpoint", { headers: { Accept: "text/plain" }, signal })).text(),
  staleTime: 5_000,
});

/** Whether a server has no record: that is a state, and no failure. */
export function hasNoRecord(error: unknown) {
  return error instanceof Refusal && error.status === 404;
}
