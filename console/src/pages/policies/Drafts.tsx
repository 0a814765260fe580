import { get, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { Link } from "../../app/Link.tsx";
import { navigate } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { None } from "../../parts/None.tsx";
import { Table } from "../../parts/Table.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { short } from "./queries.ts";

type Beginning = Schema["PolicyDraftRequest"]["begins_with"];

export function Drafts() {
  const { m, moment } = useTexts(policiesWords);
  const { query, items } = useListing(["policy-drafts"], (cursor, signal) =>
    get("/api/v1/policy-drafts", { query: { limit: 50, cursor }, signal }),
  );
  return (
    <>
      <div className="exports no-print">
        <Act
          does="draftPolicies"
          primary
          label={m.drafts.begin}
          help={m.drafts.beginHelp}
          fields={[
            { name: "title", label: m.policies.titleLabel, help: m.drafts.titleHelp },
            {
              name: "begins",
              label: m.drafts.beginsWith,
              kind: "choice",
              options: m.drafts.beginnings,
              value: "in-force",
            },
          ]}
          run={async ({ title = "", begins }) => {
            const body = { title, begins_with: begins as NonNullable<Beginning> };
            const made = await proved("policy-change", () => post("/api/v1/policy-drafts", { body }));
            navigate(`/policy-draft?draft=${made.draft.draft}`);
          }}
        />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <None words={{ none: m.drafts.none, begin: m.drafts.howToBegin }} begins="draftPolicies" />
          ) : (
            <>
              <Table
                name={m.policies.view.drafts}
                headsWrap
                rows={items}
                rowKey={(one) => one.draft}
                columns={[
                  {
                    head: m.policies.titleLabel,
                    names: true,
                    cell: (one) => <Link to={`/policy-draft?draft=${one.draft}`}>{one.title}</Link>,
                  },
                  { head: m.drafts.state, short: true, cell: (one) => <DraftState code={one.state} /> },
                  { head: m.drafts.sound, cell: (one) => m.drafts.soundness[one.sound ? "yes" : "no"] },
                  { head: m.policies.draftedBy, code: true, cell: (one) => one.drafted_by.slice(0, 12) },
                  { head: m.policies.draftedAt, short: true, cell: (one) => moment(one.drafted_at) },
                  { head: m.policies.approvedBy, code: true, optional: true, cell: (one) => one.approved_by?.slice(0, 12) },
                  { head: m.policies.approval, optional: true, cell: (one) => one.approval },
                  { head: m.policies.since, short: true, optional: true, cell: (one) => one.from && moment(one.from) },
                  { head: m.drafts.base, code: true, cell: (one) => short(one.base), title: (one) => one.base },
                ]}
              />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

export function DraftState({ code }: { code: string }) {
  const { m, word } = useTexts(policiesWords);
  return <span className={`mark mark-draft-${code}`}>{word(m.drafts.states, code)}</span>;
}
