import { queryOptions } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";

const lately = { staleTime: 5_000 };

export const caseOf = (id: string) =>
  queryOptions({
    queryKey: ["case", id],
    queryFn: ({ signal }) => get("/api/v1/cases/{case}", { path: { case: id }, signal }),
    ...lately,
  });

export const caseFindings = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "findings"],
    queryFn: ({ signal }) =>
      get("/api/v1/cases/{case}/findings", { path: { case: id }, query: { limit: 1000 }, signal }),
    ...lately,
  });

export const due = () =>
  queryOptions({
    queryKey: ["due"],
    queryFn: ({ signal }) => get("/api/v1/due", { query: { days_ahead: 14 }, signal }),
    ...lately,
  });

/** An act with this is done only to what one has seen. */
export const asSeen = ({ revision }: { revision: number }) => ({ "If-Match": `"${revision}"` });

export type Case = Schema["Case"];
