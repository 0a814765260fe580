import { useQuery } from "@tanstack/react-query";
import { retailerNames } from "../api/queries.ts";
import { useWho } from "../api/who.ts";
import { useMay } from "../app/may.ts";

/** What retailers are called, which the API names by their codes, for whoever may look at registers. */
export function useRetailers() {
  const who = useWho();
  const may = useMay();
  const known = useQuery({ ...retailerNames(), enabled: who.by === "session" && may("register") });
  const names: Record<string, string> = known.data ?? {};
  return {
    isLoading: known.isLoading,
    names,
    /** The name and the code behind it; a code that nobody has a name for stays one. */
    said: (code: string) => (names[code] ? `${names[code]} (${code})` : code),
  };
}

/** A retailer by its name, the code beside it. */
export function Retailer({ of }: { of: string }) {
  const { names, isLoading } = useRetailers();
  const name = names[of];
  if (!name) {
    return (
      <span className="code" aria-busy={isLoading}>
        {of}
      </span>
    );
  }
  return (
    <span className="system" title={`${name} (${of})`}>
      {name} <small className="code">{of}</small>
    </span>
  );
}
