import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { reviews } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { AboutThing } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { useSystems } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import * as reportsWords from "../../text/reports.ts";
import { useTexts } from "../../text/language.ts";
import { paperOf } from "../reports/papers.ts";
import { fetchExport } from "./fetchExport.ts";

type Request = Schema["ExportRequest"];
type Export = Schema["Export"];

/** What left the house, as it left. */
export default function ExportsPage() {
  const { m, moment, word } = useTexts(deliveriesWords, reportsWords);
  const { query, items } = useListing(["exports"], (cursor, signal) =>
    get("/api/v1/exports", { query: { limit: 50, cursor }, signal }),
  );
  const what = ({ what: named, review }: Export) => {
    const paper = paperOf(named);
    if (paper) return `${word(m.papers, paper.paper)} ${paper.about}`.trim();
    return word(m.exports.whats, review ? (named.split(" ").at(-1) ?? "") : "figure");
  };
  return (
    <>
      <p className="no-print">
        <Link to="/figures">{m.exports.toFigures}</Link>
      </p>
      <p className="lead">{m.exports.lead}</p>
      <Freeze />
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{m.exports.none}</p>
          ) : (
            <>
              <Table
                name={m.pages.exports}
                rows={items}
                rowKey={(one) => one.export}
                columns={[
                  { head: m.exports.number, number: true, names: true, cell: (one) => m.count(one.export) },
                  { head: m.exports.what, cell: what },
                  {
                    head: m.exports.review,
                    code: true,
                    cell: (one) => one.review && <Link to={`/findings?review=${one.review}`}>{one.review}</Link>,
                  },
                  { head: m.exports.recipient, cell: (one) => one.recipient },
                  { head: m.exports.approval, cell: (one) => one.approval || <span className="mark mark-draft">{m.reports.draft}</span> },
                  {
                    head: m.exports.format,
                    cell: (one) => (
                      <>
                        {word({ ...m.reports.formats, ...m.exports.formats }, one.format)}
                        <br />
                        <small title={m.exports.masked}>{one.masked ? m.exports.maskedYes : m.exports.maskedNo}</small>
                      </>
                    ),
                  },
                  { head: m.exports.items, number: true, cell: (one) => m.count(one.items) },
                  { head: m.exports.bytes, number: true, cell: (one) => m.count(one.bytes) },
                  {
                    head: m.exports.madeAt,
                    short: true,
                    cell: (one) => (
                      <>
                        {moment(one.made_at)}
                        <br />
                        <small className="code" title={m.exports.madeBy}>
                          {one.made_by.slice(0, 12)}
                        </small>
                      </>
                    ),
                  },
                  { head: m.field.sha256, code: true, cell: (one) => one.sha256.slice(0, 12), title: (one) => one.sha256 },
                  {
                    head: m.acts,
                    acts: true,
                    does: ["getExport"],
                    cell: (one) => (
                      <AboutThing thing="review" id={one.review ?? ""}>
                        <Act does="getExport" quiet label={m.exports.fetch} run={() => fetchExport(one)} />
                      </AboutThing>
                    ),
                  },
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

function Freeze() {
  const { m, moment } = useTexts(deliveriesWords);
  const all = useQuery(reviews());
  const systems = useSystems().choices();
  const options = Object.fromEntries(
    (all.data?.items ?? []).map((one) => [one.review, `${one.ended ? moment(one.ended) : ""} ${one.review}`]),
  );
  const filter = (name: string, label: string, words: Record<string, string>): FieldShape => ({
    name,
    label,
    kind: "choice",
    options: words,
    optional: true,
    help: m.exports.filterHelp,
  });
  const toWhom: FieldShape[] = [
    { name: "approval", label: m.exports.approval },
    { name: "recipient", label: m.exports.recipient, help: m.exports.recipientHelp },
  ];
  const freeze = (values: Record<string, string>) => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    return proved("export", () => post("/api/v1/exports", { body: given as unknown as Request }));
  };
  return (
    <div className="exports no-print">
      <Act
        does="freezeExport"
        primary
        label={m.exports.freeze}
        help={m.exports.freezeHelp}
        fields={[
          { name: "review", label: m.exports.review, kind: "choice", options, value: all.data?.items[0]?.review ?? "" },
          { name: "table", label: m.exports.table, kind: "choice", options: m.tables, value: "findings" },
          filter("disposition", m.field.disposition, m.disposition),
          filter("route", m.field.route, m.route),
          { name: "system", label: m.field.system, optional: true, offers: systems, help: m.exports.filterHelp },
          { name: "format", label: m.exports.format, kind: "choice", options: m.exports.formats, value: "xlsx" },
          ...toWhom,
        ]}
        run={freeze}
      />
      <Act
        does="freezeExport"
        label={m.exports.freezeFigure}
        help={m.exports.freezeHelp}
        fields={[{ name: "figure", label: m.exports.figure }, ...toWhom]}
        run={(values) => freeze({ ...values, format: "json-lines" })}
      />
    </div>
  );
}
