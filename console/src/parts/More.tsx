import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useTexts } from "../text/language.ts";

interface Page<Item> {
  items: Item[];
  next?: string;
}

type Ask<Of> = (cursor: string | undefined, signal: AbortSignal) => Promise<Of>;

/** A list of the API that is read a page at a time, as far as somebody wants. */
export function useListing<Item, Of extends Page<Item>>(queryKey: QueryKey, ask: Ask<Of & Page<Item>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 5_000,
  });
  return { query, items: query.data?.pages.flatMap((page) => page.items) ?? [], first: query.data?.pages[0] };
}

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function More({ query }: Props) {
  const { m } = useTexts();
  if (!query.hasNextPage) return null;
  return (
    <button
      type="button"
      disabled={query.isFetchingNextPage}
      onClick={() => {
        query.fetchNextPage();
      }}
    >
      {m.more}
    </button>
  );
}
