import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { counts, scope } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Act, type Values } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { useRetailers } from "../../parts/Retailer.tsx";
import * as campaignsWords from "../../text/campaigns.ts";
import * as reportsWords from "../../text/reports.ts";
import { useTexts } from "../../text/language.ts";
import { japan, lastOf, monthsBetween } from "../../time/japan.ts";
import { namesPeople, type Paper, signaturesIn } from "./papers.ts";

interface Props {
  paper: Paper;
  review: string;
  /** What it is about, where that is known where somebody stands. */
  about?: string;
  label?: string;
  quiet?: boolean;
}

/** Asks for what a paper takes, and has the server make it. Afterwards it is among the reports. */
export function MakePaper({ paper, review, about, label, quiet }: Props) {
  const { m, language } = useTexts(reportsWords);
  const [told, setTold] = useState(false);
  const subject = useSubject(paper, review, about === undefined);
  const make = async ({ about: chosen = "", format, language: inLanguage, ...given }: Values) => {
    const { approval, recipient, signatures = "" } = given;
    const of = about ?? chosen;
    const body: Schema["PaperRequest"] = {
      paper,
      review,
      format: format === "xlsx" ? "xlsx" : "pdf",
      language: inLanguage === "en" ? "en" : "ja",
      ...(paper === "half-year" ? { campaign: Number(of) } : {}),
      ...(paper === "supplier" ? { retailer: of } : {}),
      ...(paper === "month" ? { month: of } : {}),
      ...(approval ? { approval } : {}),
      ...(recipient ? { recipient } : {}),
      signatures: signaturesIn(signatures),
    };
    await proved("export", () => post("/api/v1/reports", { body }));
    setTold(true);
  };
  if (subject?.none) return <span className="help">{subject.none}</span>;
  return (
    <div className="acts">
      <Act
        does="makeReport"
        {...(quiet ? { quiet } : {})}
        label={label ?? m.reports.make}
        about={label === undefined ? m.papers[paper] : paper === "supplier" ? about : undefined}
        title={m.papers[paper] ?? paper}
        help={[
          m.reports.draftHelp,
          paper === "half-year" && m.reports.ownNumber,
          namesPeople(paper) && m.reports.named,
        ]
          .filter(Boolean)
          .join(" ")}
        fields={[
          ...(subject ? [subject.field] : []),
          { name: "format", label: m.reports.format, kind: "choice", options: m.reports.formats, value: "pdf" },
          { name: "language", label: m.reports.language, kind: "choice", options: m.reports.languages, value: language },
          { name: "approval", label: m.reports.approval, optional: true },
          { name: "recipient", label: m.reports.recipient, help: m.reports.recipientHelp, optional: true },
          {
            name: "signatures",
            label: m.reports.signatures,
            help: m.reports.signaturesHelp,
            kind: "lines",
            optional: true,
          },
        ]}
        run={make}
      />
      {told && (
        <span role="status">
          {m.reports.started} <Link to={`/reports${searchText({ review })}`}>{m.reports.toReports}</Link>
        </span>
      )}
    </div>
  );
}

interface Subject {
  field: FieldShape;
  /** Why there is nothing that it could be about. */
  none?: string | undefined;
}

/** What somebody chooses that a paper is about; the newest, or the one with the most, first. */
function useSubject(paper: Paper, review: string, wanted: boolean): Subject | undefined {
  const { m, month, half } = useTexts(campaignsWords, reportsWords);
  const campaigns = useQuery({
    queryKey: ["campaigns", "of", review],
    queryFn: ({ signal }) => get("/api/v1/campaigns", { query: { limit: 100 }, signal }),
    enabled: wanted && paper === "half-year",
  });
  const { said } = useRetailers();
  const suppliers = useQuery({
    ...counts(review, { disposition: "violation", by: "retailer" }),
    enabled: wanted && paper === "supplier",
  });
  const asked = useQuery({ ...scope(review), enabled: wanted && paper === "month" });
  const choice = (label: string, options: [string, string][], none?: string): Subject => ({
    field: {
      name: "about",
      label,
      kind: "choice",
      options: Object.fromEntries(options),
      value: options[0]?.[0] ?? "",
    },
    none: options.length === 0 ? none : undefined,
  });
  if (!wanted) return undefined;
  if (paper === "half-year") {
    const own = (campaigns.data?.items ?? []).filter((one) => one.review === review && one.kind === "half-yearly");
    const options = own.map((one): [string, string] => [
      one.campaign,
      `${m.campaigns.title(half(one.from))} (${m.campaigns.states[one.state] ?? one.state})`,
    ]);
    return choice(m.reports.campaign, options, campaigns.data && m.reports.noCampaign);
  }
  if (paper === "supplier") {
    const named = (suppliers.data?.groups ?? []).filter(({ by }) => by !== "");
    const sorted = named.sort((one, other) => other.findings - one.findings);
    const options = sorted.map(({ by, findings }): [string, string] => [by, `${said(by)} (${m.counted(findings)})`]);
    return choice(m.reports.retailer, options, suppliers.data && m.reports.noRetailer);
  }
  if (paper === "month") {
    const logs = asked.data?.total.windows.logs;
    const monthOf = (at: string | number) => japan(at).date.slice(0, 7);
    const all = logs?.from && logs.until ? monthsBetween(monthOf(logs.from), monthOf(lastOf(logs.until))) : [];
    return choice(
      m.reports.month,
      all.reverse().map((one) => [one, month(one)]),
      asked.data && m.none,
    );
  }
  return undefined;
}
