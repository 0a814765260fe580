import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { useWho } from "../../api/who.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { useMay } from "../../app/may.ts";
import { AboutThing, allCases, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { InquiryTable } from "./InquiryTable.tsx";
import { Looks } from "./Looks.tsx";

const states = ["open", "answered", "withdrawn"] as const;

export default function InquiriesPage() {
  const { m } = useTexts(casesWords);
  const who = useWho();
  const may = useMay();
  return (
    <AboutThing {...allCases}>
      <p className="lead">{m.inquiries.lead}</p>
      {who.by === "session" && <Own />}
      {may("case") && <All />}
    </AboutThing>
  );
}

/** What anybody is asked, for those who work on cases. */
function All() {
  const { m } = useTexts(casesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = states.find((one) => one === search.get("state"));
  return (
    <section aria-labelledby="all-inquiries">
      <h2 id="all-inquiries">{m.inquiries.all}</h2>
      <div className="filters">
        <Choice
          label={m.inquiries.state}
          options={m.inquiries.states}
          value={state ?? ""}
          onChange={(next) => {
            change({ state: next });
          }}
        />
        <Unmask />
      </div>
      <InquiryTable {...(state ? { state } : {})} />
    </section>
  );
}

/** What whoever is logged in is asked themselves. */
function Own() {
  const { m } = useTexts(casesWords);
  const own = useQuery({
    queryKey: ["own-inquiries"],
    queryFn: ({ signal }) => get("/api/v1/own-inquiries", { signal }),
  });
  return (
    <section aria-labelledby="own-inquiries">
      <h2 id="own-inquiries">{m.inquiries.own}</h2>
      <Loaded query={own}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="help">{m.inquiries.noOwn}</p>
          ) : (
            <>
              {items.map((one) => (
                <OwnInquiry key={one.inquiry} one={one} />
              ))}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function OwnInquiry({ one }: { one: Schema["Inquiry"] }) {
  const { m, word } = useTexts(casesWords);
  return (
    <article className="policy">
      <h3>{m.inquiries.number(one.inquiry)}</h3>
      <Facts
        facts={[
          [m.inquiries.subject, one.subject],
          [m.inquiries.due, one.due],
          [m.inquiries.state, word(m.inquiries.states, one.state)],
          [m.inquiries.answer, one.answer],
        ]}
      />
      <p>{one.question}</p>
      <Looks looks={one.looks} />
      {one.state === "open" && (
        <Act
          does="anybody"
          primary
          label={m.inquiries.answerIt}
          fields={[{ name: "text", label: m.inquiries.answer, kind: "lines" }]}
          run={({ text = "" }) =>
            post("/api/v1/own-inquiries/{inquiry}/answer", { path: { inquiry: one.inquiry }, body: { text } })
          }
        />
      )}
    </article>
  );
}
