import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { address } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { proved } from "../../api/proof.ts";
import { counts } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { actOf } from "../../app/may.ts";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { Retailer } from "../../parts/Retailer.tsx";
import { Table } from "../../parts/Table.tsx";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { findingsAt } from "../findings/filter.ts";
import { MakePaper } from "../reports/MakePaper.tsx";

const atFirst = 10;
const disposition = "violation";

/** Who has to be told, with a file for each that has their own customers only. */
export function Suppliers({ review }: { review: string }) {
  const { m } = useTexts(scopeWords);
  const [all, setAll] = useState(false);
  const asked = useQuery(counts(review, { disposition, by: "retailer" }));
  const save = useMutation({
    mutationFn: (retailer: string) => {
      const query = { disposition, retailer, sort: "time" };
      const url = address("/api/v1/reviews/{review}/findings/export", { path: { review }, query });
      return proved("export", () => download(url, "text/csv", `${review}-${retailer}.csv`));
    },
  });
  return (
    <section aria-labelledby="suppliers">
      <h2 id="suppliers">{m.suppliers.title}</h2>
      <p className="help">{m.suppliers.help}</p>
      <Loaded query={asked}>
        {({ groups }) => {
          const sorted = groups.filter(({ by }) => by !== "").sort((one, other) => other.findings - one.findings);
          const unnamed = groups.find(({ by }) => by === "")?.findings ?? 0;
          if (sorted.length === 0) return <p className="help">{m.suppliers.none}</p>;
          const shown = all ? sorted : sorted.slice(0, atFirst);
          return (
            <>
              {save.error && <Failure error={save.error} />}
              <Table
                name={m.suppliers.title}
                rows={shown}
                rowKey={({ by }) => by}
                columns={[
                  { head: m.suppliers.supplier, names: true, cell: ({ by }) => <Retailer of={by} /> },
                  {
                    head: m.scope.figures.violations,
                    help: m.scope.figures.violationsHelp,
                    number: true,
                    cell: ({ by, findings }) => (
                      <Link to={findingsAt({ review, retailer: by, disposition })}>{m.count(findings)}</Link>
                    ),
                  },
                  {
                    head: m.acts,
                    acts: true,
                    does: ["exportFindings", "makeReport"],
                    short: true,
                    cell: ({ by }) => (
                      <div className="acts acts-row">
                      <button
                        type="button"
                        {...actOf("exportFindings")}
                        className="quiet"
                        aria-label={`${m.suppliers.save}: ${by}`}
                        disabled={save.isPending}
                        onClick={() => {
                          save.mutate(by);
                        }}
                      >
                        {m.suppliers.save}
                      </button>
                      <MakePaper quiet paper="supplier" review={review} about={by} label={m.suppliers.paper} />
                      </div>
                    ),
                  },
                ]}
              />
              {unnamed > 0 && (
                <p className="help">
                  {m.suppliers.unnamed} {m.counted(unnamed)}
                </p>
              )}
              {shown.length < sorted.length && (
                <button
                  type="button"
                  className="no-print"
                  onClick={() => {
                    setAll(true);
                  }}
                >
                  {m.suppliers.all(sorted.length)}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
