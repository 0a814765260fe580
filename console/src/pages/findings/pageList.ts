import { useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Schema } from "../../api/client.ts";
import { findingPage } from "../../api/queries.ts";

type Asked = Parameters<typeof findingPage>[1];

export const pageSize = 500;

interface Known {
  /** Rows that can be shown: every page up to the last one whose cursor is known. */
  rows: number;
  row: (index: number) => Schema["Finding"] | undefined;
  error: unknown;
  /** Asks again for what failed. */
  retry: () => void;
}

/**
 * A list of any length, a page at a time. A page can be asked for once the page before it gave its
 * cursor, and only pages near `first`–`last` are held: those that were left behind are forgotten
 * after a while and asked for again by their cursor.
 */
export function usePages(review: string, asked: Asked, total: number, first: number, last: number): Known {
  // cursors[n] begins page n; the first page has none.
  const [cursors, setCursors] = useState<string[]>([""]);
  const begin = Math.max(0, Math.floor(first / pageSize) - 1);
  const end = Math.min(cursors.length - 1, Math.floor(last / pageSize) + 1);
  const wanted = Array.from({ length: Math.max(0, end - begin + 1) }, (_, index) => begin + index);

  const remember = useCallback((page: number, next: string | undefined) => {
    if (next === undefined) return;
    setCursors((known) => (known.length === page + 1 ? [...known, next] : known));
  }, []);

  const answers = useQueries({
    queries: wanted.map((page) => {
      const cursor = cursors[page];
      const query = findingPage(review, { ...asked, limit: pageSize, ...(cursor ? { cursor } : {}) });
      return { ...query, gcTime: 60_000 };
    }),
  });
  answers.forEach((answer, index) => {
    const page = begin + index;
    if (answer.data?.next !== undefined && cursors.length === page + 1) remember(page, answer.data.next);
  });

  return {
    rows: Math.min(total, cursors.length * pageSize),
    row: (index) => answers[Math.floor(index / pageSize) - begin]?.data?.items[index % pageSize],
    error: answers.find((answer) => answer.error !== null)?.error,
    retry: () => {
      for (const answer of answers) if (answer.error !== null) void answer.refetch();
    },
  };
}
