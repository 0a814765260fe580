import { useQuery } from "@tanstack/react-query";
import { run } from "../../api/queries.ts";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { inForce, policySet } from "./queries.ts";
import { reasonText, titleOf } from "./reason.ts";

/** The rules by which something was judged; none while they are not known, or where nobody kept them. */
function useRulesOf(version: string | undefined) {
  const present = useQuery(inForce());
  const isPresent = present.data !== undefined && present.data.in_force.version === version;
  const other = useQuery({
    ...policySet(version ?? ""),
    enabled: version !== undefined && present.data !== undefined && !isPresent,
    retry: false,
  });
  return isPresent ? present.data.policies : (other.data?.policies ?? []);
}

/** What a rule in force is called; its id where there is none of it. */
export function useRuleTitle() {
  const { language } = useTexts();
  const { data } = useQuery(inForce());
  return (id: string) => {
    const rule = data?.policies.find((one) => one.id === id);
    return rule ? titleOf(rule, language) : id;
  };
}

/** Why an access was judged so, in words, with the code that a file of findings has for it. */
export function Reason({ version, code }: { version: string | undefined; code: string }) {
  const { m, language } = useTexts(findingsWords);
  const said = reasonText(m.finding.because, language, useRulesOf(version), code);
  // Another reading of the registers may have come to a verdict without a reason.
  const verdict = m.verdict[code];
  if (verdict !== undefined) return verdict;
  return (
    <>
      {said} <span className="code help">{code}</span>
    </>
  );
}

export function ReasonOfReview({ review, code }: { review: string; code: string }) {
  const { data } = useQuery(run(review));
  return <Reason version={data?.inputs.policy_set_hash} code={code} />;
}
