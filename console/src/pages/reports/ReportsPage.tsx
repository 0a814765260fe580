import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { AboutThing } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { useRetailers } from "../../parts/Retailer.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { Table } from "../../parts/Table.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as reportsWords from "../../text/reports.ts";
import { useTexts } from "../../text/language.ts";
import { fetchExport } from "../exports/fetchExport.ts";
import { JobItem } from "../jobs/JobItem.tsx";
import { MakePaper } from "./MakePaper.tsx";
import { paperOf, papers } from "./papers.ts";
import { Seal } from "./Seal.tsx";

/** Papers: those that can be made of a review, those that are being made, and all that were. */
export default function ReportsPage() {
  const { m } = useTexts(reportsWords);
  return (
    <>
      <p className="lead">{m.reports.lead}</p>
      <Allowed to="makeReport">
        <ReviewPicker>{(review) => <ToMake review={review} />}</ReviewPicker>
      </Allowed>
      <BeingMade />
      <Made />
    </>
  );
}

function ToMake({ review }: { review: string }) {
  const { m } = useTexts(reportsWords);
  return (
    <section aria-labelledby="to-make" className="no-print">
      <h2 id="to-make">{m.reports.which}</h2>
      <Table
        name={m.reports.which}
        rows={[...papers]}
        rowKey={(paper) => paper}
        columns={[
          { head: m.reports.paper, names: true, cell: (paper) => m.papers[paper] },
          { head: m.reports.content, cell: (paper) => m.reports.says[paper] },
          { head: m.acts, acts: true, cell: (paper) => <MakePaper key={review} paper={paper} review={review} /> },
        ]}
      />
    </section>
  );
}

const unfinished = ["queued", "running", "failed", "interrupted"];

function BeingMade() {
  const { m } = useTexts(reportsWords);
  const jobs = useQuery({
    queryKey: ["jobs", "papers"],
    queryFn: ({ signal }) => get("/api/v1/jobs", { query: { limit: 200 }, signal }),
  });
  const own = (jobs.data?.items ?? []).filter((one) => one.kind === "report" && unfinished.includes(one.state));
  if (own.length === 0) return null;
  return (
    <section aria-labelledby="being-made" className="no-print">
      <h2 id="being-made">{m.reports.progress}</h2>
      <ul className="jobs">
        {own.map((job) => (
          <JobItem key={job.job} job={job} />
        ))}
      </ul>
    </section>
  );
}

function Made() {
  const { m, moment, month, word } = useTexts(deliveriesWords, reportsWords);
  const { said } = useRetailers();
  const { query, items } = useListing(["exports"], (cursor, signal) =>
    get("/api/v1/exports", { query: { limit: 200, cursor }, signal }),
  );
  const rows = items.flatMap((one) => {
    const of = paperOf(one.what);
    return of ? [{ ...one, of }] : [];
  });
  const about = ({ paper, about: text }: (typeof rows)[number]["of"]) => (paper === "month" ? month(text) : paper === "supplier" ? said(text) : text);
  return (
    <section aria-labelledby="made">
      <h2 id="made">{m.reports.made}</h2>
      <Loaded query={query}>
        {() => (
          <>
            {rows.length === 0 ? (
              <p className="empty">{m.reports.none}</p>
            ) : (
              <Table
                name={m.reports.made}
                rows={rows}
                rowKey={(one) => one.export}
                columns={[
                  {
                    head: m.reports.paper,
                    names: true,
                    cell: ({ of }) => `${word(m.papers, of.paper)} ${about(of)}`.trim(),
                  },
                  { head: m.reports.number, number: true, cell: (one) => m.count(one.export) },
                  {
                    head: m.reports.state,
                    cell: ({ approval, recipient }) =>
                      approval ? (
                        <>
                          {m.reports.final} <span className="code">{approval}</span>
                          <br />
                          <small>{recipient}</small>
                        </>
                      ) : (
                        <span className="mark mark-draft" title={m.reports.draftSays}>
                          {m.reports.draft}
                        </span>
                      ),
                  },
                  {
                    head: m.reports.format,
                    short: true,
                    cell: (one) =>
                      [word(m.reports.formats, one.format), word(m.reports.languages, one.of.language)]
                        .filter(Boolean)
                        .join(m.listComma),
                  },
                  { head: m.exports.madeAt, short: true, cell: (one) => moment(one.made_at) },
                  {
                    head: m.reports.run,
                    code: true,
                    cell: (one) => <Link to={`/scope?review=${one.of.review}`}>{one.run}</Link>,
                  },
                  { head: m.reports.seal, help: m.reports.sealHelp, code: true, short: true, cell: ({ of }) => <Seal review={of.review} /> },
                  {
                    head: m.reports.file,
                    code: true,
                    cell: (one) => one.sha256.slice(0, 12),
                    title: (one) => one.sha256,
                  },
                  {
                    head: m.acts,
                    acts: true,
                    does: ["getExport"],
                    short: true,
                    cell: (one) => (
                      <AboutThing thing="review" id={one.of.review}>
                        <Act does="getExport" quiet label={m.reports.fetch} run={() => fetchExport(one, one.of.paper)} />
                      </AboutThing>
                    ),
                  },
                ]}
              />
            )}
            <More query={query} />
          </>
        )}
      </Loaded>
      <p className="no-print">
        <Link to="/exports">{m.pages.exports}</Link>
      </p>
    </section>
  );
}
