import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { post, type Schema } from "../../api/client.ts";
import { gateSystems } from "../../api/queries.ts";
import { useWho } from "../../api/who.ts";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import * as accountWords from "../../text/account.ts";
import { useTexts } from "../../text/language.ts";

interface Wanted {
  system: string;
  path: string;
}

/**
 * What stands behind `#`, where no server's log has it: a gate sends whoever has to log in here, with
 * where they wanted to go (`system`, `path`), and whose way there failed, with `refused`.
 */
function said(): { wanted?: Wanted; refused?: string } {
  const values = new URLSearchParams(location.hash.slice(1));
  const system = values.get("system");
  const refused = values.get("refused");
  return {
    ...(system ? { wanted: { system, path: values.get("path") ?? "/" } } : {}),
    ...(refused ? { refused } : {}),
  };
}

/** The systems behind gates: one goes there as who one has logged in as, by one click. */
export default function SystemsPage() {
  const { m } = useTexts(accountWords);
  const who = useWho();
  const [{ wanted, refused }] = useState(said);
  const systems = useQuery({ ...gateSystems(), enabled: who.by === "session" });
  const go = useMutation({
    mutationFn: ({ system, path }: Wanted) =>
      post("/api/v1/gate-systems/{gate_system}/hand-overs", {
        path: { gate_system: system },
        body: { path },
      }),
    onSuccess: ({ address }) => {
      location.assign(address);
    },
  });
  const { mutate } = go;
  useEffect(() => {
    // Once: who comes back from there wants to be here.
    history.replaceState(null, "", location.pathname + location.search);
    if (wanted && who.by === "session") mutate(wanted);
  }, [mutate, wanted, who.by]);
  if (who.by !== "session") return <p className="empty">{m.program}</p>;
  return (
    <>
      <p className="lead">{m.systems.lead}</p>
      {refused && (
        <p className="notice" role="alert">
          {m.systems.refused}
        </p>
      )}
      {go.error && <Failure error={go.error} />}
      {(go.isPending || go.isSuccess) && (
        <p className="notice" role="status">
          {m.systems.going}
        </p>
      )}
      <Loaded query={systems}>{({ items }) => <Doors items={items} go={mutate} />}</Loaded>
    </>
  );
}

function Doors({ items, go }: { items: Schema["GateSystem"][]; go: (wanted: Wanted) => void }) {
  const { m } = useTexts(accountWords);
  if (items.length === 0) {
    return (
      <div className="empty">
        <h2>{m.systems.none}</h2>
        <p>{m.systems.noneHelp}</p>
      </div>
    );
  }
  return (
    <ul className="doors">
      {items.map(({ system, name, address }) => (
        <li key={system}>
          <button
            type="button"
            onClick={() => {
              go({ system, path: "/" });
            }}
          >
            {m.systems.open(name || system)}
          </button>
          <small>{address.replace("https://", "")}</small>
        </li>
      ))}
    </ul>
  );
}
