import { post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import type { Operation } from "../../app/may.ts";
import { Act } from "../../parts/Act.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import * as campaignsWords from "../../text/campaigns.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";
import { seen } from "./CampaignPage.tsx";

type System = Schema["CampaignSystem"];

/** What the log of each system shows, what its owner states of it, and who looked at that. */
export function SystemTable({ detail: { campaign, systems } }: { detail: Schema["CampaignDetail"] }) {
  const { m, word } = useTexts(campaignsWords);
  const { review } = campaign;
  const counts = ["events", "rejects", "gaps", "violations", "attempts", "doubtful", "undetermined"] as const;
  const counted = (name: (typeof counts)[number]): Column<System> => ({
    head: m.campaigns[name],
    number: true,
    cell: ({ system, [name]: value }) => {
      if (value === undefined) return <em>{"–"}</em>;
      const disposition = { violations: "violation", attempts: "attempt", doubtful: "doubtful" }[name as string];
      if (!review || !disposition || value === 0) return m.count(value);
      return <Link to={findingsAt({ review, system, disposition })}>{m.count(value)}</Link>;
    },
  });
  if (systems.length === 0) return null;
  return (
    <section aria-labelledby="systems">
      <h2 id="systems">{m.campaigns.systems}</h2>
      <Table
        name={m.campaigns.systems}
        headsWrap
        rows={systems}
        rowKey={(one) => one.system}
        columns={[
          { head: m.campaigns.system, names: true, cell: (one) => <System exact of={one.system} /> },
          { head: m.campaigns.department, cell: (one) => <span className="at-least-words">{one.department}</span> },
          { head: m.campaigns.extractedBy, cell: (one) => one.extracted_by },
          { head: m.campaigns.log, short: true, cell: (one) => word(m.campaigns.logs, one.log) },
          ...counts.map(counted),
          ...(campaign.kind === "audit"
            ? []
            : [
                { head: m.campaigns.state, short: true, cell: (one: System) => word(m.campaigns.systemStates, one.state) },
                {
                  head: m.campaigns.statement,
                  short: true,
                  optional: true,
                  cell: (one: System) => one.statement && word(m.campaigns.statements, one.statement),
                },
                { head: m.campaigns.reason, optional: true, cell: (one: System) => one.reason },
                {
                  head: m.acts,
                  acts: true,
                  does: ["state", "selfCheckStatement", "checkStatement"] satisfies Operation[],
                  short: true,
                  optional: true,
                  cell: (one: System) => campaign.state === "frozen" && <Acts campaign={campaign} one={one} />,
                },
              ]),
        ]}
      />
    </section>
  );
}

function Acts({ campaign, one }: { campaign: Schema["Campaign"]; one: System }) {
  const { m } = useTexts(campaignsWords);
  const { system } = one;
  const { nameOf } = useSystems();
  const asked = { path: { campaign: campaign.campaign }, headers: seen(campaign) };
  const reason = { name: "reason", label: m.campaigns.reason, kind: "lines" } as const;
  const opinion = (path: "self-checks" | "checks", agrees: boolean, why?: string) => {
    const body = { system, agrees, ...(why ? { reason: why } : {}) };
    return path === "checks"
      ? post("/api/v1/campaigns/{campaign}/checks", { ...asked, body })
      : post("/api/v1/campaigns/{campaign}/self-checks", { ...asked, body });
  };
  if (one.state === "frozen") {
    return (
      <Act
        does="state"
        quiet
        label={m.campaigns.declare}
        help={nameOf(system)}
        fields={[
          {
            name: "statement",
            label: m.campaigns.statement,
            kind: "choice",
            options: m.campaigns.statements,
            value: one.statement ?? "",
          },
          { name: "department", label: m.campaigns.department, value: one.department },
          { ...reason, optional: true, help: m.campaigns.reasonHelp },
        ]}
        run={({ statement, department = "", reason: why }) =>
          post("/api/v1/campaigns/{campaign}/statements", {
            ...asked,
            body: {
              system,
              statement: statement as NonNullable<System["statement"]>,
              department,
              ...(why ? { reason: why } : {}),
            },
          })
        }
      />
    );
  }
  if (one.state === "checked") return null;
  const path = one.state === "stated" ? "self-checks" : "checks";
  const does = path === "checks" ? "checkStatement" : "selfCheckStatement";
  return (
    <div className="acts">
      <Act
        does={does}
        quiet
        label={path === "checks" ? m.campaigns.check : m.campaigns.selfCheck}
        help={nameOf(system)}
        run={() => opinion(path, true)}
      />
      <Act
        does={does}
        quiet
        label={m.campaigns.disagree}
        help={nameOf(system)}
        fields={[reason]}
        run={({ reason: why }) => opinion(path, false, why)}
      />
    </div>
  );
}
