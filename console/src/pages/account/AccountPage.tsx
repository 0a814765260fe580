import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, remove } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { setWho, useWho, whoAsks } from "../../api/who.ts";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as accountWords from "../../text/account.ts";
import { useTexts } from "../../text/language.ts";
import { Enrolment } from "../login/Enrolment.tsx";
import { Notices } from "./Notices.tsx";
import { Tokens } from "./Tokens.tsx";

export default function AccountPage() {
  const { m, word, moment } = useTexts(accountWords);
  const who = useWho();
  if (who.by !== "session") return <p className="empty">{m.program}</p>;
  const { user, roles, begun, ends, factor, must_change_password } = who.session;
  return (
    <>
      <p className="lead">{m.account.lead}</p>
      {must_change_password && (
        <p className="notice" role="note">
          {m.account.mustChange}
        </p>
      )}
      <Facts
        facts={[
          [m.people.user, <span className="code">{user}</span>],
          [m.account.roles, roles.map((role) => word(m.people.role, role)).join(m.listComma)],
          [m.account.begun, moment(begun)],
          [m.account.ends, moment(ends)],
          [m.account.factor, word(m.logIn.factors, factor)],
        ]}
      />
      <Notices />
      <Sessions />
      <Factors />
      <Tokens />
    </>
  );
}

function Sessions() {
  const { m, moment, word } = useTexts(accountWords);
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => get("/api/v1/sessions", { signal }),
  });
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{m.account.sessions}</h2>
      <p className="help">{m.account.sessionsHelp}</p>
      <Loaded query={sessions}>
        {({ items }) => (
          <Table
            name={m.account.sessions}
            rows={items}
            rowKey={(one) => one.session}
            columns={[
              { head: m.account.begun, names: true, cell: (one) => moment(one.begun) },
              { head: m.account.used, cell: (one) => moment(one.last_used) },
              { head: m.account.ends, cell: (one) => moment(one.ends) },
              { head: m.account.source, code: true, cell: (one) => one.source },
              { head: m.account.factor, cell: (one) => word(m.logIn.factors, one.factor) },
              {
                head: m.acts,
                acts: true,
                cell: (one) =>
                  one.own ? (
                    m.account.this
                  ) : (
                    <Act
                      does="anybody"
                      quiet
                      label={m.account.end}
                      run={() => remove("/api/v1/sessions/{session}", { path: { session: one.session } })}
                    />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function Factors() {
  const { m, moment, word } = useTexts(accountWords);
  const factors = useQuery({
    queryKey: ["factors"],
    queryFn: ({ signal }) => get("/api/v1/factors", { signal }),
  });
  return (
    <section aria-labelledby="factors">
      <h2 id="factors">{m.account.factors}</h2>
      <Loaded query={factors}>
        {({ items }) => (
          <Table
            name={m.account.factors}
            rows={items}
            rowKey={(one) => one.factor}
            columns={[
              { head: m.account.factor, names: true, cell: (one) => word(m.logIn.factors, one.kind) },
              { head: m.account.name, cell: (one) => one.name },
              { head: m.account.enrolled, cell: (one) => moment(one.enrolled) },
              { head: m.account.used, cell: (one) => one.last_used && moment(one.last_used) },
              {
                head: m.acts,
                acts: true,
                cell: (one) =>
                  items.length === 1 ? (
                    <span className="help">{m.account.lastFactor}</span>
                  ) : (
                    <Act
                      does="anybody"
                      quiet
                      label={m.account.remove}
                      help={`${word(m.logIn.factors, one.kind)} ${one.name}`}
                      run={() =>
                        proved("account", () =>
                          remove("/api/v1/factors/{factor}", { path: { factor: one.factor } }),
                        )
                      }
                    />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <EnrolAnew />
    </section>
  );
}

/** Another password, another app, another key: by the code that the server makes for oneself. */
function EnrolAnew() {
  const { m } = useTexts(accountWords);
  const client = useQueryClient();
  const [done, setDone] = useState(false);
  const open = useMutation({
    mutationFn: () => {
      const who = whoAsks();
      const make = () => post("/api/v1/factors", { body: undefined });
      return who.by === "session" && who.session.must_change_password ? make() : proved("account", make);
    },
  });
  if (open.data) {
    return (
      <Enrolment
        code={open.data.code}
        onDone={() => {
          open.reset();
          setDone(true);
          setWho({ by: "asking" });
          void client.invalidateQueries();
        }}
      />
    );
  }
  return (
    <>
      <button
        type="button"
        disabled={open.isPending}
        onClick={() => {
          open.mutate();
        }}
      >
        {m.account.enrol}
      </button>
      <p className="help" role="status">
        {done ? m.account.done : m.account.enrolHelp}
      </p>
      {open.error && <Failure error={open.error} />}
    </>
  );
}
