import { useQuery } from "@tanstack/react-query";
import { campaignsInAll } from "../api/queries.ts";
import { Link } from "../app/Link.tsx";
import { searchText } from "../app/location.ts";
import { useMay } from "../app/may.ts";
import { useTexts } from "../text/language.ts";

/** What people call the scopes of half-yearly reviews and audits, the newest first. */
export function useScopes() {
  const { m, half } = useTexts();
  const may = useMay();
  const known = useQuery({ ...campaignsInAll(), enabled: may("campaign") });
  const names = Object.fromEntries(
    (known.data ?? []).map((one) => [one.scope, m.campaign[one.kind](half(one.from))]),
  );
  return { names, newest: known.data?.[0]?.scope ?? "" };
}

/** A scope by what it is of, which one can look at; its own name beside it. */
export function Scope({ of }: { of: string }) {
  const { names } = useScopes();
  const [kind, campaign] = of.split("/");
  if (!names[of] || kind !== "campaign" || !campaign) return <span className="code">{of}</span>;
  return (
    <>
      <Link to={`/campaign${searchText({ campaign })}`}>{names[of]}</Link> <small className="code">{of}</small>
    </>
  );
}
