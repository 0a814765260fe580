import { useQuery } from "@tanstack/react-query";
import { get, post } from "../../api/client.ts";
import { Act } from "../../parts/Act.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { asSeen, type Case } from "./queries.ts";

/** What is to be reported to whom until when, and what was. */
export function Deadlines({ one }: { one: Case }) {
  const { m, word, language } = useTexts(casesWords);
  const path = { case: one.case };
  const deadlines = useQuery({
    queryKey: ["case", one.case, "deadlines"],
    queryFn: ({ signal }) => get("/api/v1/cases/{case}/deadlines", { path, signal }),
  });
  return (
    <section aria-labelledby="deadlines">
      <h2 id="deadlines">{m.cases.deadlines}</h2>
      <Loaded query={deadlines}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="help">{m.cases.noDeadlines}</p>
          ) : (
            <Table
              name={m.cases.deadlines}
              rows={items}
              rowKey={(row) => row.rule}
              columns={[
                {
                  head: m.cases.deadline,
                  names: true,
                  cell: (row) => (language === "ja" ? row.title_ja : row.title),
                },
                { head: m.cases.due, cell: (row) => row.due },
                { head: m.cases.state, cell: (row) => word(m.cases.deadlineStates, row.state) },
                { head: m.cases.confirmed, cell: (row) => (row.confirmed ? m.yes : m.cases.unconfirmed) },
                { head: m.cases.basis, cell: (row) => row.basis },
                { head: m.cases.day, cell: (row) => row.reported_on },
                { head: m.cases.reference, cell: (row) => row.reference },
                {
                  head: m.acts,
                  acts: true,
                  does: ["noteReport"],
                  cell: (row) =>
                    row.reported_on ? null : (
                      <Act
                        does="noteReport"
                        quiet
                        label={m.cases.reported}
                        fields={[
                          { name: "day", label: m.cases.day, kind: "date" },
                          { name: "reference", label: m.cases.reference },
                        ]}
                        run={({ day = "", reference = "" }) =>
                          post("/api/v1/cases/{case}/reports", {
                            path,
                            headers: asSeen(one),
                            body: { rule: row.rule, day, reference },
                          })
                        }
                      />
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
