import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { reviews } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Steps } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { System, useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import { useWindowText } from "../../parts/Window.tsx";
import * as campaignsWords from "../../text/campaigns.ts";
import * as reportsWords from "../../text/reports.ts";
import { useTexts } from "../../text/language.ts";
import { AuditActs, Sample } from "./Audit.tsx";
import { MakePaper } from "../reports/MakePaper.tsx";
import { ownersIn, stepsOf } from "./steps.ts";
import { SystemTable } from "./SystemTable.tsx";

type Detail = Schema["CampaignDetail"];

export default function CampaignPage() {
  const { m } = useTexts(campaignsWords);
  const { search } = usePlace();
  const id = search.get("campaign") ?? "";
  const path = { campaign: id };
  const asked = useQuery({
    queryKey: ["campaign", id],
    queryFn: ({ signal }) => get("/api/v1/campaigns/{campaign}", { path, signal }),
  });
  return (
    <>
      <p className="no-print">
        <Link to="/campaigns">{m.campaigns.toAll}</Link>
      </p>
      <Loaded query={asked}>
        {(detail) => (
          <>
            <Head detail={detail} />
            <SystemTable detail={detail} />
            {detail.campaign.seed !== undefined && <Sample campaign={detail.campaign} />}
            {detail.campaign.state !== "open" && <Files id={id} />}
            <Steps
              words={m.campaigns.statements}
              id={`campaign/${id}`}
              ask={(signal) => get("/api/v1/campaigns/{campaign}/history", { path, signal })}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ detail }: { detail: Detail }) {
  const { m, word, moment, date, half } = useTexts(campaignsWords, reportsWords);
  const text = useWindowText();
  const { campaign } = detail;
  return (
    <>
      <h2>{m.campaign[campaign.kind](half(campaign.from))}</h2>
      <Progress detail={detail} />
      <Facts
        facts={[
          [m.campaigns.state, word(m.campaigns.states, campaign.state)],
          [m.campaigns.period, text(campaign)],
          [m.campaigns.cutOff, date(campaign.cut_off)],
          [m.campaigns.frozen, campaign.frozen && moment(campaign.frozen)],
          [
            m.campaigns.review,
            campaign.review && <Link to={`/scope?review=${campaign.review}`}>{campaign.review}</Link>,
          ],
          [m.campaigns.scope, <span className="code">{campaign.scope}</span>],
          [m.campaigns.conclusion, campaign.conclusion && word(m.campaigns.conclusions, campaign.conclusion)],
          [m.campaigns.approval, campaign.approval],
          [m.campaigns.approvedBy, campaign.approved_by && <span className="code">{campaign.approved_by}</span>],
          [m.campaigns.awaitsReading, campaign.awaits_reading],
          [m.campaigns.seed, campaign.seed],
          [m.campaigns.rePerformed, campaign.re_performed && word(m.campaigns.rePerformance, campaign.re_performed)],
        ]}
      />
      <div className="exports no-print">
        {campaign.state === "open" && <Freeze campaign={campaign} />}
        {campaign.kind === "half-yearly" && campaign.review && (
          <MakePaper
            paper="half-year"
            review={campaign.review}
            about={campaign.campaign}
            label={m.reports.makeThis}
          />
        )}
        {campaign.kind === "audit" ? <AuditActs campaign={campaign} /> : <Acts detail={detail} />}
      </div>
    </>
  );
}

function Progress({ detail }: { detail: Detail }) {
  const { m, word } = useTexts(campaignsWords);
  return (
    <ol className="stepper" aria-label={m.campaigns.stepsTitle}>
      {stepsOf(detail).map((one) => (
        <li key={one.name} className={`step-${one.state}`} aria-current={one.state === "now" ? "step" : undefined}>
          <strong>{word(m.campaigns.steps, one.name)}</strong>
          <span>
            {m.campaigns[one.state]}
            {one.whole ? ` ${m.campaigns.progress(one.part ?? 0, one.whole)}` : ""}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Freeze({ campaign }: { campaign: Schema["Campaign"] }) {
  const { m } = useTexts(campaignsWords);
  const known = useQuery(reviews());
  const names = (known.data?.items ?? []).map((one) => one.review);
  const path = { campaign: campaign.campaign };
  return (
    <Act
      does={campaign.kind === "audit" ? "freezeAudit" : "freezePopulation"}
      primary
      label={m.campaigns.freeze}
      help={m.campaigns.freezeHelp}
      fields={[
        {
          name: "review",
          label: m.campaigns.review,
          kind: "choice",
          options: Object.fromEntries(names.map((name) => [name, name])),
          value: names[0] ?? "",
        },
        { name: "systems", label: m.campaigns.owners, help: m.campaigns.ownersHelp, kind: "lines" },
      ]}
      run={({ review = "", systems = "" }) => {
        const asked = { path, headers: seen(campaign), body: { review, systems: ownersIn(systems) } };
        return campaign.kind === "audit"
          ? post("/api/v1/audits/{campaign}/freeze", asked)
          : post("/api/v1/campaigns/{campaign}/freeze", asked);
      }}
    />
  );
}

function Acts({ detail: { campaign, systems } }: { detail: Detail }) {
  const { m } = useTexts(campaignsWords);
  const path = { campaign: campaign.campaign };
  const names = useSystems().choices(systems.map((one) => one.system));
  return (
    <>
      {campaign.state === "frozen" && (
        <>
          <Act
            does="approveCampaign"
            primary
            label={m.campaigns.approve}
            help={m.campaigns.approveHelp}
            fields={[
              { name: "number", label: m.campaigns.number, optional: true },
              { name: "place", label: m.campaigns.standsInFor, optional: true },
            ]}
            run={({ number, place }) =>
              post("/api/v1/campaigns/{campaign}/approval", {
                path,
                headers: seen(campaign),
                body: { ...(number ? { number } : {}), ...(place ? { stands_in_for: place } : {}) },
              })
            }
          />
          <Act
            does="returnCampaign"
            label={m.campaigns.sendBack}
            fields={[
              { name: "systems", label: m.campaigns.sendBackSystems, kind: "choices", options: names },
              { name: "reason", label: m.campaigns.reason, kind: "lines" },
            ]}
            run={({ systems: back = "", reason = "" }) =>
              post("/api/v1/campaigns/{campaign}/return", {
                path,
                headers: seen(campaign),
                body: { systems: back.split(" ").filter(Boolean), reason },
              })
            }
          />
        </>
      )}
      {campaign.awaits_reading && (
        <Act
          does="readCampaign"
          primary
          label={m.campaigns.read}
          run={() => post("/api/v1/campaigns/{campaign}/reading", { path, body: undefined })}
        />
      )}
    </>
  );
}

export const seen = ({ revision }: Schema["Campaign"]) => ({ "If-Match": `"${revision}"` });

function Files({ id }: { id: string }) {
  const { m } = useTexts(campaignsWords);
  const { query, items } = useListing(["campaign", id, "files"], (cursor, signal) =>
    get("/api/v1/campaigns/{campaign}/files", { path: { campaign: id }, query: { limit: 100, cursor }, signal }),
  );
  return (
    <section aria-labelledby="frozen-files">
      <h2 id="frozen-files">{m.campaigns.files}</h2>
      <Loaded query={query}>
        {() => (
          <Table
            name={m.campaigns.files}
            rows={items}
            rowKey={(one) => one.file}
            columns={[
              { head: m.campaigns.file, names: true, cell: (one) => one.file },
              { head: m.campaigns.system, cell: (one) => <System of={one.system} /> },
              { head: m.campaigns.lines, number: true, cell: (one) => m.count(one.lines) },
              { head: m.campaigns.bytes, number: true, cell: (one) => m.count(one.bytes) },
              {
                head: m.field.sha256,
                code: true,
                cell: (one) => one.sha256.slice(0, 16),
                title: (one) => one.sha256,
              },
            ]}
          />
        )}
      </Loaded>
      <More query={query} />
    </section>
  );
}
