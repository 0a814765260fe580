import { get, post, type Schema } from "../../api/client.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { useMayDo } from "../../app/may.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { useChoosing } from "../cases/choosing.ts";
import * as emergenciesWords from "../../text/emergencies.ts";
import { useTexts } from "../../text/language.ts";
import { Due } from "./EmergenciesPage.tsx";
import { LookTable } from "./LookTable.tsx";
import type { WatchedLook } from "./queries.ts";

/** What a gate let through while nobody confirmed its facts, with what is known now, to be reviewed. */
export function OutageLooks() {
  const { m, date, word } = useTexts(emergenciesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const mayReview = useMayDo()("reviewOutageLooks");
  const given = search.get("reviewed");
  const reviewed = given === "yes" || given === "no" ? given : undefined;
  const listing = useListing(["outage-looks", reviewed], (cursor, signal) =>
    get("/api/v1/outage-looks", { query: { reviewed, limit: 100, cursor }, signal }),
  );
  const open = listing.items.filter((one) => one.result === undefined).map((one) => String(one.look));
  const { chosen, mark, clear, boxOf } = useChoosing(open);
  const marked = open.filter((one) => chosen.has(one));
  return (
    <AboutThing thing="outage-plan" id="all">
      <Listing
        words={m.looks}
        listing={listing}
        total={listing.first && m.looks.total(listing.first.total)}
        filtered={reviewed !== undefined}
        filters={
          <>
            <Choice
              label={m.looks.show}
              options={m.looks.shows}
              value={reviewed ?? ""}
              onChange={(next) => {
                change({ reviewed: next });
              }}
            />
            <Unmask />
          </>
        }
        sticky
        beside={
          <>
            {mayReview && open.length > 0 && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={marked.length === open.length}
                  onChange={(event) => {
                    mark(open, event.target.checked);
                  }}
                />
                {m.looks.chooseAll}
              </label>
            )}
            {marked.length > 0 && (
              <div className="acts">
                <span>{m.looks.chosen(marked.length)}</span>
                <Review looks={marked} onDone={clear} />
              </div>
            )}
          </>
        }
      >
        <LookTable
          name={m.outages.views.looks}
          rows={listing.items}
          before={[
            {
              head: m.looks.review,
              optional: true,
              acts: true,
              does: ["reviewOutageLooks"],
              cell: (one) =>
                one.result === undefined && (
                  <span className="check">
                    <input aria-label={m.looks.choose(one.look)} {...boxOf(String(one.look))} />
                  </span>
                ),
            },
          ]}
          after={[
            { head: m.looks.again, short: true, cell: (one) => <Again look={one} /> },
            { head: m.looks.due, short: true, cell: (one) => <Due due={date(one.due)} overdue={one.overdue} word={m.emergencies.overdue} /> },
            {
              head: m.looks.result,
              optional: true,
              cell: (one) =>
                one.result && (
                  <>
                    {word(m.emergencies.results, one.result)}
                    <small className="block">{one.comment}</small>
                  </>
                ),
            },
          ]}
        />
      </Listing>
    </AboutThing>
  );
}

function Again({ look: { judged_again: again } }: { look: WatchedLook }) {
  const { m } = useTexts(emergenciesWords);
  if (!again) return <em>{m.looks.notKnown}</em>;
  return again.allowed ? m.looks.allowed : <span className="mark mark-violation">{m.looks.notAllowed}</span>;
}

function Review({ looks, onDone }: { looks: string[]; onDone: () => void }) {
  const { m } = useTexts(emergenciesWords);
  return (
    <Act
      does="reviewOutageLooks"
      primary
      label={m.looks.review}
      help={m.looks.reviewHelp}
      fields={[
        { name: "result", label: m.looks.result, kind: "choice", options: m.emergencies.results },
        { name: "comment", label: m.looks.comment, kind: "lines" },
      ]}
      run={async ({ result, comment = "" }) => {
        await post("/api/v1/outage-looks/review", {
          body: { looks, result: result as Schema["LookReviewRequest"]["result"], comment },
        });
        onDone();
      }}
    />
  );
}
