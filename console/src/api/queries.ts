import { QueryClient, queryOptions } from "@tanstack/react-query";
import { get, post, Refusal, type Asked, type Schema } from "./client.ts";
import type { paths } from "./schema.d.ts";

// What pages ask, named once. A review's files never change, so what was read of one is good for
// ever; lists are asked again when somebody comes back to them.

const forEver = { staleTime: Infinity, gcTime: 10 * 60_000 };
const lately = { staleTime: 5_000 };

export function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof Refusal) || error.status === 429 || error.status === 503),
      },
    },
  });
}

export type FindingFilter = Omit<
  NonNullable<paths["/api/v1/reviews/{review}/findings"]["get"]["parameters"]["query"]>,
  "cursor" | "limit" | "sort"
>;
type Counted = paths["/api/v1/reviews/{review}/findings/counts"]["get"]["parameters"]["query"];

export const dataSets = () =>
  queryOptions({
    queryKey: ["data-sets"],
    queryFn: ({ signal }) => get("/api/v1/data-sets", { signal }),
    ...lately,
  });

export const systemNames = () =>
  queryOptions({
    queryKey: ["systems"],
    queryFn: async ({ signal }) => {
      const { items } = await get("/api/v1/systems", { signal });
      return Object.fromEntries(items.map(({ system, name }) => [system, name]));
    },
    staleTime: 5 * 60_000,
  });

export const retailerNames = () =>
  queryOptions({
    queryKey: ["retailers"],
    queryFn: async ({ signal }) => {
      const { items } = await get("/api/v1/retailers", { signal });
      return Object.fromEntries(items.map(({ retailer, name }) => [retailer, name]));
    },
    staleTime: 5 * 60_000,
  });

/** As many of them as anybody looks back at: two a year, and audits. */
export const campaignsInAll = () =>
  queryOptions({
    queryKey: ["campaigns", "in all"],
    queryFn: async ({ signal }) => (await get("/api/v1/campaigns", { query: { limit: 100 }, signal })).items,
    ...lately,
  });

export const gateSystems = () =>
  queryOptions({
    queryKey: ["gate-systems"],
    queryFn: ({ signal }) => get("/api/v1/gate-systems", { signal }),
    ...lately,
  });

export const reviews = () =>
  queryOptions({
    queryKey: ["reviews"],
    queryFn: ({ signal }) => get("/api/v1/reviews", { query: { limit: 100 }, signal }),
    ...lately,
  });

export const run = (review: string) =>
  queryOptions({
    queryKey: ["run", review],
    queryFn: ({ signal }) => get("/api/v1/reviews/{review}", { path: { review }, signal }),
    ...forEver,
  });

export const scope = (review: string) =>
  queryOptions({
    queryKey: ["scope", review],
    queryFn: ({ signal }) => get("/api/v1/reviews/{review}/scope", { path: { review }, signal }),
    ...forEver,
  });

export const coverage = (review: string) =>
  queryOptions({
    queryKey: ["coverage", review],
    queryFn: ({ signal }) => get("/api/v1/reviews/{review}/coverage", { path: { review }, signal }),
    ...forEver,
  });

export const counts = (review: string, query: Counted) =>
  queryOptions({
    queryKey: ["counts", review, query],
    queryFn: ({ signal }) =>
      get("/api/v1/reviews/{review}/findings/counts", { path: { review }, query, signal }),
    ...forEver,
  });

type FindingsAsked = Asked<paths["/api/v1/reviews/{review}/findings"]["get"]>["query"];

export const findingPage = (review: string, query: NonNullable<FindingsAsked>) =>
  queryOptions({
    queryKey: ["findings", review, query],
    queryFn: ({ signal }) =>
      get("/api/v1/reviews/{review}/findings", { path: { review }, query, signal }),
    ...forEver,
  });

export const line = (review: string, file: string, number: number) =>
  queryOptions({
    queryKey: ["line", review, file, number],
    queryFn: ({ signal }) =>
      get("/api/v1/reviews/{review}/line", { path: { review }, query: { file, line: number }, signal }),
    ...forEver,
  });

type Decided = paths["/api/v1/decisions"]["post"]["requestBody"]["content"]["application/json"];

export const decision = (body: Decided) =>
  queryOptions({
    queryKey: ["decision", body],
    queryFn: ({ signal }) => post("/api/v1/decisions", { body, signal }),
    ...lately,
  });

/** An answer with the rows of all its pages: they are counted and searched as a whole. */
async function allRows(ask: (cursor: string | undefined) => Promise<Schema["Reach"]>) {
  const first = await ask(undefined);
  const rows = [...first.rows];
  for (let next = first.next; next !== undefined; ) {
    const page = await ask(next);
    rows.push(...page.rows);
    next = page.next;
  }
  return { ...first, rows };
}

type Reached = paths["/api/v1/who-may-see"]["post"]["requestBody"]["content"]["application/json"];

export const whoMaySee = (body: Reached) =>
  queryOptions({
    queryKey: ["who-may-see", body],
    queryFn: ({ signal }) =>
      allRows((cursor) => post("/api/v1/who-may-see", { body, query: { limit: 1000, cursor }, signal })),
    ...lately,
  });

type Seen = paths["/api/v1/may-see"]["post"]["requestBody"]["content"]["application/json"];

export const maySee = (body: Seen) =>
  queryOptions({
    queryKey: ["may-see", body],
    queryFn: ({ signal }) =>
      allRows((cursor) => post("/api/v1/may-see", { body, query: { limit: 1000, cursor }, signal })),
    ...lately,
  });

export const rejectCount = (review: string) =>
  queryOptions({
    queryKey: ["rejects", review],
    queryFn: async ({ signal }) =>
      (await get("/api/v1/reviews/{review}/rejects", { path: { review }, query: { limit: 1 }, signal })).total,
    ...forEver,
  });
