import { useState } from "react";
import { patch, post, type Schema } from "../../api/client.ts";
import { Act } from "../../parts/Act.tsx";
import { instantAt } from "../../time/japan.ts";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { asSeen, type Case } from "./queries.ts";
import { Triage } from "./triage.tsx";

/** What can be done with a case as it stands. */
export function CaseActs({ one }: { one: Case }) {
  const { m } = useTexts(casesWords);
  const path = { case: one.case };
  const headers = asSeen(one);
  return (
    <div className="exports no-print">
      <Triage cases={[one]} />
      {one.state === "closed" && (
        <Act
          does="reopenCase"
          label={m.cases.reopen}
          fields={[{ name: "reason", label: m.cases.reason, kind: "lines" }]}
          run={({ reason = "" }) => post("/api/v1/cases/{case}/reopening", { path, headers, body: { reason } })}
        />
      )}
      <Act
        does="comment"
        label={m.cases.comment}
        fields={[{ name: "text", label: m.cases.text, kind: "lines" }]}
        run={({ text = "" }) => post("/api/v1/cases/{case}/comments", { path, headers, body: { text } })}
      />
      <Act
        does="changeCase"
        label={m.cases.assign}
        fields={[
          { name: "assignee", label: m.cases.assignee, optional: true, value: one.assignee ?? "" },
          { name: "due", label: m.cases.due, kind: "date", optional: true, value: one.due ?? "" },
        ]}
        run={({ assignee = "", due = "" }) =>
          patch("/api/v1/cases/{case}", {
            path,
            headers,
            body: { ...(assignee ? { assignee } : {}), ...(due ? { due } : {}) },
          })
        }
      />
      <Act
        does="changeCase"
        label={m.cases.awareness}
        help={m.cases.awarenessHelp}
        fields={[
          { name: "at", label: `${m.cases.awareAt} (${m.jst})`, kind: "datetime-local" },
          { name: "wrongful", label: m.cases.wrongful, kind: "check", value: one.wrongful_purpose ? "yes" : "" },
          { name: "reason", label: m.cases.reason, kind: "lines" },
        ]}
        run={({ at = "", wrongful, reason = "" }) =>
          patch("/api/v1/cases/{case}", {
            path,
            headers,
            body: { awareness: { at: instantAt(at) ?? "", wrongful_purpose: wrongful === "yes", reason } },
          })
        }
      />
      <Inquire one={one} />
    </div>
  );
}

function Inquire({ one }: { one: Case }) {
  const { m } = useTexts(casesWords);
  const [asked, setAsked] = useState<Schema["InquiryAsked"] | null>(null);
  return (
    <>
      <Act
        does="inquire"
        label={m.inquiries.ask}
        help={m.inquiries.askHelp}
        fields={[
          { name: "to", label: m.inquiries.to, kind: "choice", options: m.inquiries.tos },
          { name: "addressee", label: m.inquiries.addressee },
          {
            name: "subject",
            label: m.inquiries.subject,
            help: m.inquiries.subjectHelp,
            value: one.viewer ?? one.holder ?? "",
          },
          { name: "question", label: m.inquiries.question, help: m.inquiries.questionHelp, kind: "lines" },
          { name: "due", label: m.inquiries.due, kind: "date" },
        ]}
        run={async ({ to, addressee = "", subject = "", question = "", due = "" }) => {
          const body = { to: to as Schema["Inquiry"]["to"], addressee, subject, question, due };
          setAsked(
            await post("/api/v1/cases/{case}/inquiries", {
              path: { case: one.case },
              headers: asSeen(one),
              body,
            }),
          );
        }}
      />
      {asked?.link && (
        <div className="notice" role="status">
          <p>{m.inquiries.link}</p>
          <p className="code secret">{`${location.origin}/console/answer?link=${asked.link}`}</p>
          <Letter ja={asked.letter_ja ?? ""} en={asked.letter ?? ""} />
        </div>
      )}
    </>
  );
}

function Letter({ ja, en }: { ja: string; en: string }) {
  const { m, language } = useTexts(casesWords);
  return (
    <details>
      <summary>{m.inquiries.letter}</summary>
      <pre tabIndex={0}>{language === "ja" ? ja : en}</pre>
    </details>
  );
}
