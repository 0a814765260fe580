import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, remove } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as accountWords from "../../text/account.ts";
import { useTexts } from "../../text/language.ts";

/** The tokens that somebody made for programs of theirs. */
export function Tokens() {
  const { m, moment } = useTexts(accountWords);
  const [secret, setSecret] = useState("");
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => get("/api/v1/tokens", { signal }),
  });
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{m.account.tokens}</h2>
      <p className="help">{m.account.tokensHelp}</p>
      <Loaded query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{m.account.noTokens}</p>
          ) : (
            <Table
              name={m.account.tokens}
              rows={items}
              rowKey={(one) => one.token}
              columns={[
                { head: m.account.name, names: true, cell: (one) => one.name },
                { head: m.account.scopes, code: true, cell: (one) => one.scopes.join(" ") },
                { head: m.account.created, cell: (one) => moment(one.created) },
                { head: m.account.ends, cell: (one) => moment(one.ends) },
                { head: m.account.used, cell: (one) => one.last_used && moment(one.last_used) },
                {
                  head: m.acts,
                  acts: true,
                  cell: (one) => (
                    <Act
                      does="anybody"
                      quiet
                      label={m.account.revoke}
                      help={one.name}
                      run={() => remove("/api/v1/tokens/{token}", { path: { token: one.token } })}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {secret && (
        <div className="notice" role="status">
          <p>{m.account.secret}</p>
          <p className="code secret">{secret}</p>
        </div>
      )}
      <Act
        does="anybody"
        label={m.account.make}
        fields={[
          { name: "name", label: m.account.name },
          { name: "scopes", label: m.account.scopes, value: "view", help: m.people.administersHelp },
          { name: "days", label: m.account.days, kind: "number", value: "90" },
        ]}
        run={async ({ name = "", scopes = "", days = "" }) => {
          const body = { name, scopes: scopes.split(/\s+/).filter(Boolean), days: Number(days) };
          setSecret((await proved("account", () => post("/api/v1/tokens", { body }))).secret);
        }}
      />
    </section>
  );
}
