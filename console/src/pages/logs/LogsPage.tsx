import { useQuery } from "@tanstack/react-query";
import { coverage as coverageQuery } from "../../api/queries.ts";
import { Figure } from "../../parts/Figure.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { System } from "../../parts/System.tsx";
import { Term } from "../../parts/Term.tsx";
import * as logsWords from "../../text/logs.ts";
import * as scopeWords from "../../text/scope.ts";
import { useTexts } from "../../text/language.ts";
import { LogTabs } from "../deliveries/LogTabs.tsx";
import { Calendar } from "./Calendar.tsx";
import { FileTable } from "./FileTable.tsx";
import { GapTable } from "./GapTable.tsx";
import { RejectTable } from "./RejectTable.tsx";

export default function LogsPage() {
  const { m } = useTexts(logsWords);
  return (
    <>
      <LogTabs at="logs" />
      <p className="lead">{m.logs.lead}</p>
      <ReviewPicker>{(review) => <Received review={review} />}</ReviewPicker>
    </>
  );
}

function Received({ review }: { review: string }) {
  const { m } = useTexts(logsWords, scopeWords);
  const asked = useQuery(coverageQuery(review));
  return (
    <Loaded query={asked}>
      {(coverage) => {
        const sum = (name: "lines" | "event_lines" | "reject_lines" | "header_lines") =>
          coverage.files.reduce((all, file) => all + file[name], 0);
        const gaps = Object.entries(coverage.systems).flatMap(([system, of]) =>
          of.gaps.map((gap) => ({ system, ...gap })),
        );
        return (
          <>
            <section aria-labelledby="lines">
              <h2 id="lines">{m.logs.lines}</h2>
              <p className="help">{m.logs.linesHelp}</p>
              <dl className="figures">
                <Figure label={m.logs.allLines}>{m.count(sum("lines"))}</Figure>
                <Figure label={m.logs.events}>{m.count(sum("event_lines"))}</Figure>
                <Figure label={m.logs.headers}>{m.count(sum("header_lines"))}</Figure>
                <Figure label={m.logs.rejects}>{m.count(sum("reject_lines"))}</Figure>
              </dl>
            </section>
            <section aria-labelledby="calendar">
              <h2 id="calendar">{m.logs.calendar}</h2>
              <p className="help">{m.logs.calendarHelp}</p>
              <Calendar systems={coverage.systems} />
              {coverage.systems_without_log.length > 0 && (
                <>
                  <h3>{m.scope.withoutLog}</h3>
                  <p className="help">{m.scope.withoutLogHelp}</p>
                  <p className="name-list">
                    {coverage.systems_without_log.map((system) => (
                      <System key={system} of={system} />
                    ))}
                  </p>
                </>
              )}
            </section>
            <section aria-labelledby="gaps">
              <h2 id="gaps">{m.logs.gaps}</h2>
              {gaps.length === 0 ? <p className="empty">{m.logs.noGaps}</p> : <GapTable gaps={gaps} />}
            </section>
            <section aria-labelledby="rejects">
              <h2 id="rejects">
                {m.logs.rejects} <Term of="reject" />
              </h2>
              <RejectTable review={review} />
            </section>
            <section aria-labelledby="files">
              <h2 id="files">{m.logs.files}</h2>
              <FileTable files={coverage.files} />
              {coverage.unclaimed.length > 0 && (
                <>
                  <h3>{m.logs.unclaimed}</h3>
                  <ul className="code">
                    {coverage.unclaimed.map((file) => (
                      <li key={file}>{file}</li>
                    ))}
                  </ul>
                </>
              )}
            </section>
          </>
        );
      }}
    </Loaded>
  );
}
