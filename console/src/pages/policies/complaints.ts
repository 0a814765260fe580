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
}

/** Everything that is wrong with a draft, with its place: errors first, then what tests say. */
export function complaintsOf(check: Schema["PolicyDraftCheck"]): Complaint[] {
  const found = (check.check.findings as unknown as Finding[]).map((one) => ({
    severity: one.severity,
    file: one.file ?? "",
    line: one.line ?? 0,
    column: one.column ?? 0,
    message: one.message,
    help: one.help ?? "",
    within: placeOf(one),
  }));
  const failed = check.tests.failures.map((one) => ({
    severity: "test" as const,
    file: one.file,
    line: one.line,
    column: 1,
    message: one.title,
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
