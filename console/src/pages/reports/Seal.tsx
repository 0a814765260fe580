import { skipToken, useQuery } from "@tanstack/react-query";
import { address, ask } from "../../api/client.ts";
import { sha256Of } from "../../api/pieces.ts";

/**
 * The seal of a review's run, which its papers have at the foot of their pages: worked out here of
 * what the server gives, so that a paper can be held against it. Browsers hash on safe connections only.
 */
export function Seal({ review }: { review: string }) {
  const seal = useQuery({
    queryKey: ["seal", review],
    queryFn: globalThis.isSecureContext
      ? async ({ signal }) => {
          const url = address("/api/v1/reviews/{review}", { path: { review } });
          return sha256Of(await (await ask(url, { headers: { Accept: "application/json" }, signal })).blob());
        }
      : skipToken,
    staleTime: Infinity,
  });
  return seal.data === undefined ? null : <span title={seal.data}>{seal.data.slice(0, 12)}</span>;
}
