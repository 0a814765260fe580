import { useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { CaseState } from "../cases/CasesPage.tsx";
import { caseFindings } from "../cases/queries.ts";
import { Triage } from "../cases/triage.tsx";

const casesAtMost = 20;

/** The case that a finding was gathered into, to triage it where it is explained. */
export function FindingCase({ one }: { one: Schema["Finding"] }) {
  const { m, word } = useTexts(casesWords);
  // Cases are made of findings by route and people; among those few, its findings tell which it is.
  const found = useQuery({
    queryKey: ["case-of", one.file, one.line, one.route],
    queryFn: async ({ client, signal }) => {
      const query = { route: one.route, limit: casesAtMost };
      const { items } = await get("/api/v1/cases", { query, signal });
      const isIt = async ({ case: id }: Schema["Case"]) => {
        const { items: made } = await client.query(caseFindings(id));
        return made.some((finding) => finding.file === one.file && finding.line === one.line);
      };
      const answers = await Promise.all(items.map(isIt));
      return items.find((_, index) => answers[index]) ?? null;
    },
  });
  return (
    <section aria-labelledby="finding-case">
      <h3 id="finding-case">{m.cases.fromFinding}</h3>
      <Loaded query={found}>
        {(known) =>
          known === null ? (
            <p className="help">
              {m.cases.noCase} <Link to="/cases">{m.cases.toCases}</Link>
            </p>
          ) : (
            <div className="exports">
              <Link to={`/case${searchText({ case: known.case })}`}>{m.cases.number(known.case)}</Link>
              <CaseState code={known.state} />
              {known.outcome && <span>{word(m.cases.outcomes, known.outcome)}</span>}
              <Triage cases={[known]} />
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
