import { useInfiniteQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { useTexts } from "../../text/language.ts";
import { textOf } from "../../text/bytes.ts";

/** Lines that could not be read, with their bytes: none is lost, and somebody can mend the profile. */
export function RejectTable({ review }: { review: string }) {
  const { m, word } = useTexts();
  const rejects = useInfiniteQuery({
    queryKey: ["rejects", review, "list"],
    queryFn: ({ pageParam, signal }) =>
      get("/api/v1/reviews/{review}/rejects", {
        path: { review },
        query: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: Infinity,
  });
  const items = rejects.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Loaded query={rejects}>
      {({ pages }) =>
        items.length === 0 ? (
          <p className="empty">{m.logs.noRejects}</p>
        ) : (
          <>
            <div className="wide" role="group" aria-label={m.logs.rejects} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{m.field.file}</th>
                    <th scope="col">{m.field.reason}</th>
                    <th scope="col">{m.logs.raw}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={`${item.file} ${item.line}`}>
                      <td className="code place">
                        {item.file}:{item.line}
                      </td>
                      <td>{word(m.logs.reasons, item.reason)}</td>
                      <td className="code">{textOf(item.raw)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p className="help">
              {m.findings.shown(items.length, pages[0]?.total ?? 0)}{" "}
              {rejects.hasNextPage && (
                <button type="button" onClick={() => void rejects.fetchNextPage()}>
                  {m.more}
                </button>
              )}
            </p>
          </>
        )
      }
    </Loaded>
  );
}
