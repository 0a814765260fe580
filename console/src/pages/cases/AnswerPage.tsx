import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, type Schema } from "../../api/client.ts";
import { usePlace } from "../../app/location.ts";
import { Facts } from "../../parts/Facts.tsx";
import { Field } from "../../parts/Field.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { Outside } from "../login/LogInPage.tsx";
import { Looks } from "./Looks.tsx";

/** For whoever was sent a link: what they are asked, and their answer, once. */
export default function AnswerPage() {
  const { m } = useTexts(casesWords);
  const link = usePlace().search.get("link") ?? "";
  const asked = useQuery({
    queryKey: ["answer-link", link],
    queryFn: ({ signal }) => get("/api/v1/answer-links/{link}", { path: { link }, signal }),
    staleTime: Infinity,
  });
  return (
    <Outside title={m.inquiries.answerIt}>
      <Loaded query={asked} missing={<p className="notice">{m.inquiries.noLink}</p>}>
        {(inquiry) => <Answer link={link} inquiry={inquiry} />}
      </Loaded>
    </Outside>
  );
}

function Answer({ link, inquiry }: { link: string; inquiry: Schema["LinkedInquiry"] }) {
  const { m } = useTexts(casesWords);
  const [given, setGiven] = useState({ name: "", text: "" });
  const answer = useMutation({
    mutationFn: () => post("/api/v1/answer-links/{link}/answer", { path: { link }, body: given }),
  });
  if (answer.isSuccess) return <p role="status">{m.inquiries.thanks}</p>;
  return (
    <>
      <h2>{m.inquiries.number(inquiry.inquiry)}</h2>
      <Facts
        facts={[
          [m.inquiries.addressee, inquiry.addressee],
          [m.inquiries.subject, inquiry.subject],
          [m.inquiries.due, inquiry.due],
        ]}
      />
      <p>{inquiry.question}</p>
      <Looks looks={inquiry.looks} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer.mutate();
        }}
      >
        <Field
          shape={{ name: "name", label: m.inquiries.name }}
          value={given.name}
          onChange={(name) => {
            setGiven({ ...given, name });
          }}
        />
        <Field
          shape={{ name: "text", label: m.inquiries.answer, kind: "lines" }}
          value={given.text}
          onChange={(text) => {
            setGiven({ ...given, text });
          }}
        />
        {answer.error && <Failure error={answer.error} />}
        <button type="submit" className="primary" disabled={answer.isPending}>
          {m.inquiries.answerIt}
        </button>
      </form>
    </>
  );
}
