import { useState } from "react";
import { get, post } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Act, type Values } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as campaignsWords from "../../text/campaigns.ts";
import { useTexts } from "../../text/language.ts";
import { useWindowText } from "../../parts/Window.tsx";
import { lastHalf } from "../../time/japan.ts";

export default function CampaignsPage() {
  const { m, date, half, word } = useTexts(campaignsWords);
  const text = useWindowText();
  const { query, items } = useListing(["campaigns"], (cursor, signal) =>
    get("/api/v1/campaigns", { query: { limit: 50, cursor }, signal }),
  );
  const [over] = useState(() => lastHalf(Date.now()));
  const fields: FieldShape[] = [
    { name: "fiscal_year", label: m.campaigns.fiscalYear, kind: "number", value: String(over.year) },
    { name: "half", label: m.campaigns.half, kind: "choice", options: m.campaigns.halves, value: String(over.half) },
    { name: "cut_off", label: m.campaigns.cutOff, kind: "date" },
  ];
  const body = ({ fiscal_year, half, cut_off = "" }: Values) => ({
    fiscal_year: Number(fiscal_year),
    half: Number(half),
    cut_off,
  });
  return (
    <>
      <p className="lead">{m.campaigns.lead}</p>
      <div className="exports no-print">
        <Act
          does="openCampaign"
          primary
          label={m.campaigns.open}
          fields={fields}
          run={(values) => post("/api/v1/campaigns", { body: body(values) })}
        />
        <Act
          does="openAudit"
          label={m.campaigns.openAudit}
          fields={fields}
          run={(values) => post("/api/v1/audits", { body: body(values) })}
        />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{m.campaigns.none}</p>
          ) : (
            <>
              <Table
                name={m.pages.campaigns}
                rows={items}
                rowKey={(one) => one.campaign}
                columns={[
                  {
                    head: m.campaigns.half,
                    names: true,
                    cell: (one) => (
                      <Link to={`/campaign${searchText({ campaign: one.campaign })}`}>
                        {m.campaigns.title(half(one.from))}
                      </Link>
                    ),
                  },
                  { head: m.campaigns.kind, cell: (one) => word(m.campaigns.kinds, one.kind) },
                  { head: m.campaigns.state, cell: (one) => word(m.campaigns.states, one.state) },
                  { head: m.campaigns.period, cell: (one) => text(one) },
                  { head: m.campaigns.cutOff, short: true, cell: (one) => date(one.cut_off) },
                  {
                    head: m.campaigns.conclusion,
                    optional: true,
                    cell: (one) => one.conclusion && word(m.campaigns.conclusions, one.conclusion),
                  },
                  { head: m.campaigns.approval, optional: true, cell: (one) => one.approval },
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
