import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { setWho } from "../../api/who.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as accountWords from "../../text/account.ts";
import { useTexts } from "../../text/language.ts";

/** What was changed of one's own account, and what will run out. */
export function Notices() {
  const { m } = useTexts();
  const notices = useListing<Schema["Notice"], Schema["NoticeList"]>(["notices"], (cursor, signal) =>
    get("/api/v1/notices", { query: { limit: 20, cursor }, signal }),
  );
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{m.notices.title}</h2>
      <p className="help">{m.notices.help}</p>
      <Expiring />
      <Loaded query={notices.query}>
        {() =>
          notices.items.length === 0 ? <p className="empty">{m.notices.none}</p> : <Changes items={notices.items} />
        }
      </Loaded>
      <More query={notices.query} />
    </section>
  );
}

function Changes({ items }: { items: Schema["Notice"][] }) {
  const { m, moment, word } = useTexts(accountWords);
  return (
    <Table
      name={m.notices.title}
      rows={items}
      rowKey={(one) => one.notice}
      columns={[
        { head: m.notices.time, cell: (one) => moment(one.time) },
        { head: m.notices.what, names: true, cell: (one) => word(m.notices.kinds, one.kind) },
        {
          head: m.account.name,
          cell: (one) => [one.factor && word(m.logIn.factors, one.factor), one.name].filter(Boolean).join(" "),
        },
        { head: m.notices.by, cell: (one) => one.by_login_name ?? one.by },
        { head: m.account.source, code: true, cell: (one) => one.source },
        {
          head: m.acts,
          acts: true,
          cell: (one) =>
            one.acknowledged ? (
              m.notices.seen(moment(one.acknowledged))
            ) : (
              <Act does="anybody" quiet label={m.notices.acknowledge} run={() => acknowledge(one.notice)} />
            ),
        },
      ]}
    />
  );
}

function Expiring() {
  const { m, moment, word } = useTexts();
  const expiring = useQuery({
    queryKey: ["expiring"],
    queryFn: ({ signal }) => get("/api/v1/expiring", { signal }),
  });
  return (
    <ul className="plain">
      {expiring.data?.items.map((one) => (
        <li key={one.id ?? one.kind} className="notice">
          {m.notices.runsOut([word(m.notices.things, one.kind), one.name].filter(Boolean).join(" "), moment(one.ends))}
        </li>
      ))}
    </ul>
  );
}

async function acknowledge(notice: string) {
  await post("/api/v1/notices/{notice}/acknowledgement", { path: { notice }, body: undefined });
  setWho({ by: "session", session: await get("/api/v1/session", {}) });
}
