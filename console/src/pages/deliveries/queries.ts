import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client.ts";

export const logProfiles = () =>
  queryOptions({
    queryKey: ["log-profiles"],
    queryFn: ({ signal }) => get("/api/v1/log-profiles", { signal }),
    staleTime: 60_000,
  });
