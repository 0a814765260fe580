import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { whoMaySee } from "../../api/queries.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { ReachTable } from "../reach/ReachTable.tsx";

/** Who else could have been there: asked only when somebody wants to know, it may take seconds. */
export function WhoMaySee({ asked }: { asked: Parameters<typeof whoMaySee>[0] }) {
  const { m } = useTexts(findingsWords);
  const [wanted, setWanted] = useState(false);
  const answer = useQuery({ ...whoMaySee(asked), enabled: wanted });
  return (
    <section aria-labelledby="may-see" className="no-print">
      <h3 id="may-see">{m.finding.maySee}</h3>
      <p className="help">{m.finding.maySeeHelp}</p>
      {wanted ? (
        <Loaded query={answer}>{(reach) => <ReachTable reach={reach} />}</Loaded>
      ) : (
        <button
          type="button"
          onClick={() => {
            setWanted(true);
          }}
        >
          {m.finding.maySeeAsk}
        </button>
      )}
    </section>
  );
}
