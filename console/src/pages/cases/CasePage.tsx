import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Disposition } from "../../parts/Mark.tsx";
import { Steps } from "../../parts/History.tsx";
import { Scope } from "../../parts/Scope.tsx";
import { System } from "../../parts/System.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { findingAt } from "../findings/filter.ts";
import { Attachments } from "./Attachments.tsx";
import { CaseActs } from "./CaseActs.tsx";
import { CaseState, Route } from "./CasesPage.tsx";
import { Deadlines } from "./Deadlines.tsx";
import { InquiryTable } from "./InquiryTable.tsx";
import { type Case, caseFindings, caseOf } from "./queries.ts";

/** A case from its findings to whoever was asked, told and agreed. */
export default function CasePage() {
  const { m } = useTexts(casesWords);
  const { search } = usePlace();
  const id = search.get("case") ?? "";
  const asked = useQuery(caseOf(id));
  return (
    <AboutThing thing="case" id={id}>
      <p className="no-print">
        <Link to="/cases">{m.cases.toCases}</Link>
      </p>
      <Loaded query={asked}>{(one) => <Shown one={one} />}</Loaded>
    </AboutThing>
  );
}

function Shown({ one }: { one: Case }) {
  const { m, word, moment, date, person } = useTexts(casesWords);
  const path = { case: one.case };
  return (
    <>
      <h2>
        {m.cases.number(one.case)} <CaseState code={one.state} /> <Unmask />
      </h2>
      <Facts
        facts={[
          [m.field.route, <Route code={one.route} />],
          [m.field.viewer, one.viewer ? person(one.viewer) : <em>{m.nobody}</em>],
          [m.field.holder, one.holder && person(one.holder)],
          [m.field.account, one.account && person(one.account)],
          [m.cases.outcome, one.outcome && word(m.cases.outcomes, one.outcome)],
          [m.cases.findings, m.cases.findingsOf(one.findings)],
          [m.cases.first, one.first && moment(one.first)],
          [m.cases.last, one.last && moment(one.last)],
          [m.cases.due, one.due && date(one.due)],
          [m.cases.awareAt, one.aware_at && moment(one.aware_at)],
          [m.cases.scope, <Scope of={one.scope} />],
          [m.cases.assignee, one.assignee && <span className="code">{one.assignee}</span>],
          [m.cases.triagedBy, one.triaged_by && <span className="code">{one.triaged_by}</span>],
          [m.cases.checkedBy, one.checked_by && <span className="code">{one.checked_by}</span>],
        ]}
      />
      <CaseActs one={one} />
      <Findings one={one} />
      <Deadlines one={one} />
      <section aria-labelledby="inquiries">
        <h2 id="inquiries">{m.pages.inquiries}</h2>
        <InquiryTable of={one.case} />
      </section>
      <Attachments one={one} />
      <Steps
        words={m.cases.outcomes}
        id={`case/${one.case}`}
        ask={(signal) => get("/api/v1/cases/{case}/history", { path, signal })}
      />
    </>
  );
}

function Findings({ one }: { one: Case }) {
  const { m, moment, person, word } = useTexts(casesWords);
  const findings = useQuery(caseFindings(one.case));
  return (
    <section aria-labelledby="case-findings">
      <h2 id="case-findings">{m.cases.findings}</h2>
      <Loaded query={findings}>
        {({ items, total }) => (
          <>
            <Table
              name={m.cases.findings}
              rows={items}
              rowKey={(row) => `${row.file} ${row.line}`}
              columns={[
                {
                  head: m.field.time,
                  names: true,
                  cell: (row) => <Link to={findingAt(one.review, undefined, row)}>{moment(row.time)}</Link>,
                },
                { head: m.field.disposition, cell: (row) => <Disposition code={row.disposition} short /> },
                { head: m.field.system, cell: (row) => <System of={row.system} /> },
                { head: m.field.account, cell: (row) => person(row.account) },
                {
                  head: m.field.viewer,
                  cell: (row) => (
                    <>
                      {row.viewer ? person(row.viewer) : <em>{m.nobody}</em>}{" "}
                      <small>{word(m.certainty, row.certainty ?? "")}</small>
                    </>
                  ),
                },
                { head: m.field.file, code: true, cell: (row) => `${row.file}:${row.line}` },
              ]}
            />
            {items.length < total && <p className="help">{m.shown(items.length, total)}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}
