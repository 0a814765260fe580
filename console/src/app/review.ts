import { useQuery } from "@tanstack/react-query";
import { reviews } from "../api/queries.ts";
import { usePlace } from "./location.ts";

/** The review that a page shows: the one that its address names, else the newest. */
export function useReview() {
  const { search } = usePlace();
  const all = useQuery(reviews());
  const named = search.get("review");
  return { all, name: named ?? all.data?.items[0]?.review };
}
