import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as accountWords from "../../text/account.ts";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { letterOf, letters } from "./rules.ts";

/** Who may do what in Sekisho: acts at things down, roles across, as docs/roles.md has them. */
export function Roles() {
  const { m, word } = useTexts(accountWords, policiesWords);
  const table = useQuery({
    queryKey: ["roles"],
    queryFn: ({ signal }) => get("/api/v1/roles", { signal }),
    staleTime: Infinity,
  });
  return (
    <>
      <p className="help">{m.roles.lead}</p>
      <Loaded query={table}>
        {({ items }) => {
          const roles = [...new Set(items.map((one) => one.role))];
          const acts = new Map<string, typeof items>();
          for (const one of items) {
            const key = `${one.thing} ${one.action}`;
            acts.set(key, [...(acts.get(key) ?? []), one]);
          }
          const rows = [...acts.values()].filter((row) => row.some((one) => one.allowed));
          return (
            <>
              <h2>{m.roles.legend}</h2>
              <dl className="facts">
                {letters.map(([name, letter]) => (
                  <div key={name}>
                    <dt className="code">{letter}</dt>
                    <dd>{m.roles.conditions[name]}</dd>
                  </div>
                ))}
              </dl>
              <Table
                name={m.policies.view.roles}
                headsWrap
                rows={rows}
                rowKey={(row) => `${row[0]?.thing ?? ""} ${row[0]?.action ?? ""}`}
                columns={[
                  { head: m.roles.thing, names: true, cell: (row) => word(m.roles.things, row[0]?.thing ?? "") },
                  { head: m.roles.action, short: true, cell: (row) => word(m.roles.actions, row[0]?.action ?? "") },
                  ...roles.map((role) => ({
                    head: word(m.people.role, role),
                    cell: (row: typeof items) => <Cell of={row.find((one) => one.role === role)} />,
                  })),
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface Allowed {
  allowed: boolean;
  conditions: string[];
  demands: string[];
}

function Cell({ of }: { of: Allowed | undefined }) {
  const { m, word } = useTexts(policiesWords);
  if (!of?.allowed) return <span title={m.roles.notAllowed}>{"–"}</span>;
  const all = [...of.conditions, ...of.demands];
  const said = [m.roles.allowed, ...all.map((one) => word(m.roles.conditions, one))].join(" / ");
  return <span title={said}>{`○ ${all.map(letterOf).join(" ")}`}</span>;
}
