import { get } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { short } from "./queries.ts";

/** What was in force from when to when, each set with the one that it was drafted from. */
export function Sets() {
  const { m, moment } = useTexts(policiesWords);
  const { query, items } = useListing(["policy-sets"], (cursor, signal) =>
    get("/api/v1/policy-sets", { query: { limit: 50, cursor }, signal }),
  );
  return (
    <Loaded query={query}>
      {() =>
        items.length === 0 ? (
          <p className="empty">{m.policies.noHistory}</p>
        ) : (
          <>
            <p className="help">{m.policies.historyHelp}</p>
            <Table
              name={m.policies.view.history}
              headsWrap
              rows={items}
              rowKey={(one, at) => `${one.version} ${at}`}
              columns={[
                {
                  head: m.policies.version,
                  names: true,
                  cell: (one) => (
                    <Link className="code" to={`/policies?version=${one.version}`} title={one.version}>
                      {short(one.version)}
                    </Link>
                  ),
                },
                { head: m.policies.since, short: true, cell: (one) => one.from && moment(one.from) },
                { head: m.policies.until, short: true, cell: (one) => (one.until ? moment(one.until) : m.policies.untilNow) },
                {
                  head: m.policies.titleLabel,
                  cell: (one) =>
                    one.draft ? <Link to={`/policy-draft?draft=${one.draft}`}>{one.title}</Link> : (one.title ?? m.policies.origins[one.origin]),
                },
                { head: m.policies.reason, cell: (one) => one.reason },
                { head: m.policies.draftedBy, code: true, cell: (one) => one.drafted_by?.slice(0, 12) },
                { head: m.policies.approvedBy, code: true, cell: (one) => one.approved_by?.slice(0, 12) },
                { head: m.policies.approval, cell: (one) => one.approval },
                { head: m.policies.appliedBy, code: true, cell: (one) => one.applied_by?.slice(0, 12) },
                {
                  head: m.policies.before,
                  cell: (one) => {
                    const before = items[items.indexOf(one) + 1]?.version;
                    return (
                      before && (
                        <Link to={`/policies${searchText({ view: "history", version: one.version, against: before })}`}>
                          {m.policies.compare}
                        </Link>
                      )
                    );
                  },
                },
                {
                  head: m.policies.entry,
                  number: true,
                  cell: (one) => one.entry && <Link to={`/evidence?entry=${one.entry}`}>{m.count(one.entry)}</Link>,
                },
              ]}
            />
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
}
