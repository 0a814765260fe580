import type { Schema } from "../../api/client.ts";
import type * as findingsWords from "../../text/findings.ts";

type Policy = Schema["Policy"];
type Titled = Pick<Policy, "title" | "title_ja">;

export const titleOf = (one: Titled, language: "ja" | "en") => (language === "ja" ? one.title_ja : one.title);

/**
 * What a reason says that findings give as a code (docs/formats/findings.md), by the rules that gave it:
 * `own-staff/entitled`, `doubt/concurrent-post`. Nothing where those rules do not have it.
 */
export function reasonText(
  words: (typeof findingsWords.ja)["finding"]["because"],
  language: "ja" | "en",
  policies: Policy[],
  reason: string,
): string | undefined {
  if (reason === "facts/cannot-be-told") return words.cannotBeTold;
  const [of = "", name = ""] = reason.split("/", 2);
  const ruled = of === "forbid" || of === "error" || of === "doubt" || of === "obligation";
  const rule = policies.find(({ id }) => id === (ruled ? name : of));
  if (rule === undefined) return undefined;
  if (ruled) return words[of](titleOf(rule, language));
  const clause = rule.clauses.find((one) => one.name === name);
  return clause && words.clause(titleOf(rule, language), titleOf(clause, language));
}
