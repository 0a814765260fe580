import { queryOptions } from "@tanstack/react-query";
import { get, getTagged } from "../../api/client.ts";

export const inForce = () =>
  queryOptions({
    queryKey: ["policies"],
    queryFn: ({ signal }) => get("/api/v1/policies", { signal }),
    staleTime: 5_000,
  });

/** A set as it was: its version names its bytes, so it is the same for ever. */
export const policySet = (version: string) =>
  queryOptions({
    queryKey: ["policy-set", version],
    queryFn: ({ signal }) => get("/api/v1/policy-sets/{version}", { path: { version }, signal }),
    staleTime: Infinity,
  });

export const policyDraft = (draft: string) =>
  queryOptions({
    queryKey: ["policy-draft", draft],
    queryFn: ({ signal }) => getTagged("/api/v1/policy-drafts/{draft}", { path: { draft }, signal }),
  });

/** A version as people compare it by eye. */
export const short = (version: string) => version.slice(0, 12);
