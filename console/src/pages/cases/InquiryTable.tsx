import { useState } from "react";
import { ask, get, post, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { None } from "../../parts/None.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";

/** Inquiries: all, or those of a case, with what can be done about them. */
export function InquiryTable({ of, state }: { of?: string; state?: Schema["Inquiry"]["state"] }) {
  const { m, moment, date, person, word } = useTexts(casesWords);
  const { query, items } = useListing(["inquiries", of, state], (cursor, signal) =>
    get("/api/v1/inquiries", { query: { case: of, state, limit: 100, cursor }, signal }),
  );
  return (
    <Loaded query={query}>
      {() =>
        items.length === 0 ? (
          <None words={m.inquiries} begins="inquire" />
        ) : (
          <>
            <Table
              name={m.pages.inquiries}
              rows={items}
              rowKey={(one) => one.inquiry}
              columns={[
                { head: m.pages.inquiries, names: true, cell: (one) => m.inquiries.number(one.inquiry) },
                {
                  head: m.cases.case,
                  short: true,
                  optional: true,
                  cell: (one) =>
                    of === undefined && (
                      <Link to={`/case${searchText({ case: one.case })}`}>{m.cases.number(one.case)}</Link>
                    ),
                },
                { head: m.inquiries.state, short: true, cell: (one) => word(m.inquiries.states, one.state) },
                {
                  head: m.inquiries.addressee,
                  cell: (one) => (
                    <span className="at-least-words">
                      {one.addressee}
                      <small className="block">{word(m.inquiries.tos, one.to)}</small>
                    </span>
                  ),
                },
                { head: m.inquiries.subject, cell: (one) => person(one.subject) },
                { head: m.inquiries.question, cell: (one) => one.question },
                { head: m.inquiries.asked, short: true, cell: (one) => one.asked && moment(one.asked) },
                { head: m.inquiries.due, short: true, cell: (one) => one.due && date(one.due) },
                { head: m.inquiries.reminders, number: true, cell: (one) => m.count(one.reminders ?? 0) },
                {
                  head: m.inquiries.answer,
                  optional: true,
                  cell: (one) =>
                    one.answer && (
                      <>
                        {one.answer}
                        <br />
                        <small>
                          {one.answered_by} {one.answered && moment(one.answered)}
                        </small>
                      </>
                    ),
                },
                { head: m.acts, acts: true, short: true, cell: (one) => <Acts one={one} /> },
              ]}
            />
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
}

function Acts({ one }: { one: Schema["Inquiry"] }) {
  const { m } = useTexts(casesWords);
  const [letter, setLetter] = useState("");
  const path = { inquiry: one.inquiry };
  return (
    <div className="acts">
      {one.state === "open" && (
        <>
          <Act
            does="remind"
            quiet
            label={m.inquiries.remind}
            run={() => post("/api/v1/inquiries/{inquiry}/reminders", { path, body: undefined })}
          />
          <Act
            does="withdrawInquiry"
            quiet
            label={m.inquiries.withdraw}
            fields={[{ name: "reason", label: m.cases.reason, kind: "lines" }]}
            run={({ reason = "" }) => post("/api/v1/inquiries/{inquiry}/withdrawal", { path, body: { reason } })}
          />
        </>
      )}
      <Act
        does="anybody"
        quiet
        label={m.inquiries.letter}
        run={async () => {
          const url = `/api/v1/inquiries/${one.inquiry}/letter`;
          setLetter(await (await ask(url, { headers: { Accept: "text/plain" } })).text());
        }}
      />
      {letter && <pre tabIndex={0}>{letter}</pre>}
    </div>
  );
}
