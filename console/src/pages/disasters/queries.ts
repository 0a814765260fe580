import { useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";

export type Disaster = Schema["Disaster"];
export type Opening = Schema["Opening"];
export type Lending = Schema["Lending"];
export type PoolItem = Schema["PoolItem"];

const lately = { staleTime: 5_000 };

/** An act on a disaster, its offices or a lending is done to what was seen. */
export const seen = ({ revision }: { revision: number }) => ({ "If-Match": `"${revision}-"` });

export const disaster = (id: string) => ({
  queryKey: ["disaster", id],
  queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/disasters/{disaster}", { path: { disaster: id }, signal }),
  ...lately,
});

/** All of a pool: some hundreds of a large company. */
export const poolOf = (office?: string, state?: PoolItem["state"]) => ({
  queryKey: ["pool", office, state],
  queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/pool", { query: { office, state, limit: 1000 }, signal }),
  ...lately,
});

/** What there is to choose from where an office or a system is named: what pools have. */
export function usePlaces() {
  const { data } = useQuery(poolOf());
  const items = data?.items ?? [];
  const offices = [...new Set(items.map((one) => one.office))].sort();
  const systems = [...new Set(items.filter(({ kind }) => kind === "account").map(({ code }) => code.split("/")[0] ?? ""))].sort();
  return { offices, systems };
}

/** Lendings, the newest first. */
export const lendingsOf = (query: { disaster?: string | undefined; opening?: string | undefined; state?: Lending["state"] | undefined }) => ({
  queryKey: ["lendings", query],
  queryFn: ({ signal }: { signal: AbortSignal }) => get("/api/v1/lendings", { query: { ...query, limit: 1000 }, signal }),
  ...lately,
});
