import { useWho } from "../api/who.ts";
import { useTexts } from "../text/language.ts";
import { Link } from "./Link.tsx";

/** That something of one's own account waits to be looked at, on every page until somebody does. */
export function Attention() {
  const { m } = useTexts();
  const who = useWho();
  if (who.by !== "session") return null;
  const { notices, expiring } = who.session;
  if (notices === 0 && expiring === 0) return null;
  return (
    <p className="notice" role="note">
      {[notices > 0 && m.notices.waiting(notices), expiring > 0 && m.notices.expiring(expiring)]
        .filter(Boolean)
        .join(" ")}{" "}
      <Link to="/account">{m.notices.look}</Link>
    </p>
  );
}
