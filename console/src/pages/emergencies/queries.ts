import { queryOptions } from "@tanstack/react-query";
import { getTagged, type Schema } from "../../api/client.ts";

export type Emergency = Schema["Emergency"];
export type OutagePlan = Schema["OutagePlan"];
export type WatchedLook = Schema["WatchedLook"];

const lately = { staleTime: 5_000 };

/** With its tag: an act on it names what was seen. */
export const emergency = (id: string) =>
  queryOptions({
    queryKey: ["emergency", id],
    queryFn: ({ signal }) => getTagged("/api/v1/emergencies/{emergency}", { path: { emergency: id }, signal }),
    ...lately,
  });

export const outagePlan = (id: string) =>
  queryOptions({
    queryKey: ["outage-plan", id],
    queryFn: ({ signal }) => getTagged("/api/v1/outage-plans/{plan}", { path: { plan: id }, signal }),
    ...lately,
  });
