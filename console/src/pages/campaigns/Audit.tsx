import { useState } from "react";
import { ask, get, post, type Schema } from "../../api/client.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as campaignsWords from "../../text/campaigns.ts";
import { useTexts } from "../../text/language.ts";

type Verdict = NonNullable<Schema["SampleItem"]["verdict"]>;

/** What internal audit does with its own population. */
export function AuditActs({ campaign }: { campaign: Schema["Campaign"] }) {
  const { m } = useTexts(campaignsWords);
  const [report, setReport] = useState("");
  const path = { campaign: campaign.campaign };
  return (
    <>
      {campaign.state === "frozen" && (
        <>
          {campaign.seed === undefined && (
            <Act
              does="drawSample"
              primary
              label={m.campaigns.draw}
              fields={[
                { name: "seed", label: m.campaigns.seed, help: m.campaigns.seedHelp },
                { name: "lines", label: m.campaigns.sampleLines, kind: "number", value: "25" },
              ]}
              run={({ seed = "", lines = "" }) =>
                post("/api/v1/audits/{campaign}/sample", { path, body: { seed, lines: Number(lines) } })
              }
            />
          )}
          <Act
            does="rePerform"
            label={m.campaigns.rePerform}
            help={m.campaigns.rePerformHelp}
            run={() => post("/api/v1/audits/{campaign}/re-performance", { path, body: undefined })}
          />
          <Act
            does="reportAudit"
            label={m.campaigns.conclude}
            fields={[
              {
                name: "findings",
                label: m.campaigns.findings,
                help: m.campaigns.findingsHelp,
                kind: "lines",
                optional: true,
              },
            ]}
            run={({ findings = "" }) =>
              post("/api/v1/audits/{campaign}/report", {
                path,
                body: { findings: findings.split("\n").filter((line) => line.trim()) },
              })
            }
          />
        </>
      )}
      {campaign.state === "reported" && (
        <Act
          does="anybody"
          label={m.campaigns.report}
          run={async () => {
            const url = `/api/v1/audits/${campaign.campaign}/report`;
            setReport(await (await ask(url, { headers: { Accept: "text/plain" } })).text());
          }}
        />
      )}
      {report && <pre tabIndex={0}>{report}</pre>}
    </>
  );
}

/** The lines that the seed drew, and what audit says of each. */
export function Sample({ campaign }: { campaign: Schema["Campaign"] }) {
  const { m, word } = useTexts(campaignsWords);
  const path = { campaign: campaign.campaign };
  const { query, items } = useListing(["campaign", campaign.campaign, "sample"], (cursor, signal) =>
    get("/api/v1/audits/{campaign}/sample", { path, query: { limit: 100, cursor }, signal }),
  );
  return (
    <section aria-labelledby="sample">
      <h2 id="sample">{m.campaigns.sample}</h2>
      <Loaded query={query}>
        {() => (
          <Table
            name={m.campaigns.sample}
            rows={items}
            rowKey={(one) => one.place}
            columns={[
              { head: m.campaigns.place, number: true, cell: (one) => m.count(one.place) },
              { head: m.campaigns.line, code: true, cell: (one) => `${one.file}:${one.line}` },
              { head: m.campaigns.verdict, cell: (one) => one.verdict && word(m.campaigns.verdicts, one.verdict) },
              { head: m.campaigns.note, cell: (one) => one.note },
              { head: m.campaigns.judgedBy, code: true, cell: (one) => one.judged_by?.slice(0, 12) },
              {
                head: m.acts,
                acts: true,
                does: ["judgeSample"],
                cell: (one) =>
                  campaign.state === "frozen" && (
                    <Act
                      does="judgeSample"
                      quiet
                      label={m.campaigns.judge}
                      fields={[
                        {
                          name: "verdict",
                          label: m.campaigns.verdict,
                          kind: "choice",
                          options: m.campaigns.verdicts,
                          value: one.verdict ?? "",
                        },
                        { name: "note", label: m.campaigns.note, kind: "lines", optional: true, value: one.note ?? "" },
                      ]}
                      run={({ verdict, note }) =>
                        post("/api/v1/audits/{campaign}/verdicts", {
                          path,
                          body: { place: one.place, verdict: verdict as Verdict, ...(note ? { note } : {}) },
                        })
                      }
                    />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <More query={query} />
    </section>
  );
}
