import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, patch, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { Act, type Values } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Menu } from "../../parts/Menu.tsx";
import { useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as accountWords from "../../text/account.ts";
import { useTexts } from "../../text/language.ts";
import { dayBegins, japan, lastOf } from "../../time/japan.ts";

interface Told {
  label: string;
  text: string;
  ends?: string;
}

/** For administrators: who uses Sekisho, as what, and the help for whoever cannot log in. */
export default function PeoplePage() {
  const { m, moment, lastDay, word } = useTexts(accountWords);
  const { nameOf } = useSystems();
  const [told, setTold] = useState<Told | null>(null);
  const users = useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => get("/api/v1/users", { signal }),
  });
  return (
    <>
      <p className="lead">{m.people.lead}</p>
      <Loaded query={users}>
        {({ items }) => (
          <>
            <div className="list-bar">
              <p className="total">{m.people.people(items.length)}</p>
              <Invite onTold={setTold} />
            </div>
            {told && (
              <div className="notice" role="status">
                <p>{told.label}</p>
                <p className="code secret">{told.text}</p>
                {told.ends && <p className="help">{m.people.codeEnds(moment(told.ends))}</p>}
              </div>
            )}
            <Table
              name={m.pages.people}
              headsWrap
              rows={items}
              rowKey={(one) => one.user}
              columns={[
                { head: m.logIn.name, names: true, cell: (one) => one.login_name, title: (one) => one.user },
                { head: m.people.state, short: true, cell: (one) => word(m.people.states, one.state) },
                {
                  head: m.people.roles,
                  cell: (one) => (
                    <span className="at-least-words">
                      {one.roles.map((role) => word(m.people.role, role)).join(m.listComma)}
                    </span>
                  ),
                },
                {
                  head: m.people.employer,
                  short: true,
                  cell: ({ employer, assignment_ends: ends }) => (
                    <>
                      {word(m.people.employers, employer)}
                      {ends && (
                        <>
                          <br />
                          <small>{m.people.assignedUntil(lastDay(ends))}</small>
                        </>
                      )}
                    </>
                  ),
                },
                {
                  head: m.people.administers,
                  cell: (one) => one.administers.map(nameOf).join(m.listComma),
                  title: (one) => one.administers.join(" "),
                },
                { head: m.people.approves, cell: (one) => one.approves && m.yes },
                { head: m.people.lastLogin, short: true, cell: (one) => one.last_login && moment(one.last_login) },
                { head: m.people.user, code: true, cell: (one) => one.user.slice(0, 12), title: (one) => one.user },
                { head: m.acts, acts: true, does: ["changeUser", "recoverUser", "approveRecovery"], cell: (one) => <Acts user={one} onTold={setTold} /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function useFields() {
  const { m } = useTexts(accountWords);
  return {
    number: { name: "number", label: m.people.number, help: m.people.numberHelp } satisfies FieldShape,
    member: (now?: Schema["User"]): FieldShape[] => [
      {
        name: "roles",
        label: m.people.roles,
        kind: "choices",
        options: m.people.role,
        value: now?.roles.join(" ") ?? "",
      },
      {
        name: "employer",
        label: m.people.employer,
        kind: "choice",
        options: m.people.employers,
        value: now?.employer ?? "operator",
      },
      {
        name: "administers",
        label: m.people.administers,
        help: m.people.administersHelp,
        optional: true,
        value: now?.administers.join(" ") ?? "",
      },
      {
        name: "last",
        label: m.people.assignmentEnds,
        help: m.people.assignmentEndsHelp,
        kind: "date",
        optional: true,
        value: now?.assignment_ends ? japan(lastOf(now.assignment_ends)).date : "",
      },
      { name: "approves", label: m.people.approves, kind: "check", value: now?.approves ? "yes" : "" },
    ],
  };
}

const words = (text = "") => text.split(/\s+/).filter(Boolean);

function memberOf(values: Values) {
  const ends = dayBegins(values["last"] ?? "", 1);
  return {
    number: values["number"] ?? "",
    roles: words(values["roles"]),
    employer: values["employer"] as NonNullable<Schema["UserRequest"]["employer"]>,
    administers: words(values["administers"]),
    approves: values["approves"] === "yes",
    ...(ends ? { assignment_ends: ends } : {}),
  };
}

function Invite({ onTold }: { onTold: (told: Told) => void }) {
  const { m } = useTexts(accountWords);
  const fields = useFields();
  return (
    <Act
      does="addUser"
      primary
      label={m.people.invite}
      help={m.people.inviteHelp}
      fields={[
        { name: "login_name", label: m.logIn.name },
        { name: "person", label: m.people.person },
        ...fields.member(),
        fields.number,
      ]}
      run={async (values) => {
        const { login_name = "", person = "" } = values;
        const body = { login_name, person, ...memberOf(values) };
        const { code, ends } = await proved("account", () => post("/api/v1/users", { body }));
        onTold({ label: `${m.people.code}: ${login_name}`, text: code, ends });
      }}
    />
  );
}

function Acts({ user, onTold }: { user: Schema["User"]; onTold: (told: Told) => void }) {
  const { m } = useTexts(accountWords);
  const fields = useFields();
  const path = { user: user.user };
  const change = (body: Schema["UserChange"]) =>
    proved("account", () => patch("/api/v1/users/{user}", { path, body }));
  if (user.state === "disabled") return null;
  return (
    <Menu about={user.login_name}>
      <Act
        does="changeUser"
        quiet
        label={m.people.change}
        help={user.login_name}
        fields={[...fields.member(user), fields.number]}
        run={(values) => change(memberOf(values))}
      />
      <Act
        does="changeUser"
        quiet
        label={m.people.disable}
        help={`${user.login_name} – ${m.people.disableHelp}`}
        fields={[fields.number]}
        run={({ number = "" }) => change({ number, state: "disabled" })}
      />
      <Act
        does="recoverUser"
        quiet
        label={m.people.recover}
        help={`${user.login_name} – ${m.people.recoverHelp}`}
        fields={[fields.number]}
        run={async ({ number = "" }) => {
          const made = await proved("account", () =>
            post("/api/v1/users/{user}/recovery", { path, body: { number } }),
          );
          onTold({ label: `${m.people.recovery}: ${user.login_name}`, text: made.recovery });
        }}
      />
      <Act
        does="approveRecovery"
        quiet
        label={m.people.approve}
        help={user.login_name}
        fields={[{ name: "recovery", label: m.people.recovery, help: m.people.recoveryHelp }]}
        run={async ({ recovery = "" }) => {
          const { code, ends } = await proved("account", () =>
            post("/api/v1/users/{user}/recovery/approval", { path, body: { recovery } }),
          );
          onTold({ label: `${m.people.code}: ${user.login_name}`, text: code, ends });
        }}
      />
    </Menu>
  );
}
