import { useQuery } from "@tanstack/react-query";
import { systemNames } from "../api/queries.ts";
import { useWho } from "../api/who.ts";
import { useTexts } from "../text/language.ts";

/** What Sekisho is called in its own logs and registers, which need not say what that is. */
const own = "sekisho";

/** What people call the systems, which the API names by their codes; the register of systems says so. */
export function useSystems() {
  const { m } = useTexts();
  const who = useWho();
  const known = useQuery({ ...systemNames(), enabled: who.by === "session" });
  const names: Record<string, string> = { [own]: m.ownSystem, ...known.data };
  return {
    isLoading: known.isLoading,
    /** A code that nobody has a name for stays one. */
    nameOf: (code: string) => names[code] || code,
    /** These by their codes, or all that are known: the name, and the code behind it. */
    choices: (codes = Object.keys(known.data ?? {})) => Object.fromEntries(codes.map((code) => [code, names[code] ? `${names[code]} (${code})` : code])),
  };
}

/** A system by its name; `exact`: with its code beside it, as whoever writes to somebody else needs it. */
export function System({ of, exact }: { of: string; exact?: boolean }) {
  const { nameOf, isLoading } = useSystems();
  const name = nameOf(of);
  if (name === of) {
    return (
      <span className="code" aria-busy={isLoading}>
        {of}
      </span>
    );
  }
  return exact ? (
    <span className="system">
      {name} <small className="code block">{of}</small>
    </span>
  ) : (
    <span className="system" title={`${name} (${of})`}>
      {name}
    </span>
  );
}

/** For an input with this list, in which somebody types a code: the codes, and what they are called. */
export function SystemOffers({ id }: { id: string }) {
  return (
    <datalist id={id}>
      {Object.entries(useSystems().choices()).map(([code, name]) => (
        <option key={code} value={code} label={name} />
      ))}
    </datalist>
  );
}
