import type { Schema } from "../../api/client.ts";
import { indexOfByte, indexOfLine } from "../../text/cedar.ts";

export interface Complaint {
  severity: "error" | "warning" | "test";
  file: string;
  line: number;
  column: number;
  message: string;
  help: string;
  /** Where it stands in the file's text: from and until, as a selection counts. */
  within: (text: string) => [number, number];
}

/** A finding of the check as docs/formats/policy-output.md has it, as far as it is shown. */
interface Finding {
  severity: "error" | "warning";
  message: string;
  file?: string;
  line?: number;
  column?: number;
  offset?: number;
  length?: number;
  help?: string;
  /** What its rule looks for, and what is known of the message and the help in Japanese. */
  title_ja?: string;
  message_ja?: string;
  help_ja?: string;
}

/** What is said where there are no words in Japanese: the kind of thing first, then the English. */
const inJapanese = ({ title_ja, message_ja, message }: Finding) =>
  message_ja ?? (title_ja ? `${title_ja}: ${message}` : message);

/** Everything that is wrong with a draft, with its place: errors first, then what tests say. */
export function complaintsOf(check: Schema["PolicyDraftCheck"], language: "ja" | "en"): Complaint[] {
  const japanese = language === "ja";
  const found = (check.check.findings as unknown as Finding[]).map((one) => ({
    severity: one.severity,
    file: one.file ?? "",
    line: one.line ?? 0,
    column: one.column ?? 0,
    message: japanese ? inJapanese(one) : one.message,
    help: (japanese ? one.help_ja : undefined) ?? one.help ?? "",
    within: placeOf(one),
  }));
  const failed = check.tests.failures.map((one) => ({
    severity: "test" as const,
    file: one.file,
    line: one.line,
    column: 1,
    message: (japanese ? one.title_ja : undefined) ?? one.title,
    help: one.trouble ?? "",
    within: placeOf(one),
  }));
  const order = ["error", "warning"];
  return [...found.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity)), ...failed];
}

function placeOf(one: { line?: number; offset?: number; length?: number }): Complaint["within"] {
  return (text) => {
    if (one.length && one.offset !== undefined) {
      return [indexOfByte(text, one.offset), indexOfByte(text, one.offset + one.length)];
    }
    const from = indexOfLine(text, one.line ?? 1);
    const end = text.indexOf("\n", from);
    return [from, end < 0 ? text.length : end];
  };
}
