import { expect, it } from "vitest";
import { complaintsOf } from "./complaints.ts";

const text = "// 送配電\npermit (principal, action, resource)\nwhen { context.acount };\n";
const check = {
  sound: false,
  check: {
    files: 1,
    policies: 1,
    errors: 1,
    warnings: 1,
    findings: [
      { severity: "warning", message: "w", title_ja: "必要な注釈がない", file: "a.cedar", line: 3, column: 1 },
      { severity: "error", message: "e", file: "a.cedar", line: 3, column: 16, offset: 65, length: 6, help: "h", message_ja: "え", help_ja: "へ" },
    ] as unknown as Record<string, never>[],
  },
  tests: {
    cases: 2,
    failed: 1,
    failures: [{ file: "tests/a.toml", line: 2, title: "t", title_ja: "て", differences: [] }],
  },
};

it("puts errors first, tests last, and says where each stands", () => {
  const [error, warning, test] = complaintsOf(check, "en");
  expect([error?.severity, warning?.severity, test?.severity]).toEqual(["error", "warning", "test"]);
  expect(text.slice(...(error?.within(text) ?? [0, 0]))).toBe("acount");
  expect(text.slice(...(warning?.within(text) ?? [0, 0]))).toBe("when { context.acount };");
  expect(test?.within("a\nb\nc")).toEqual([2, 3]);
});

it("says it in Japanese as far as there are words", () => {
  const said = complaintsOf(check, "ja").map((one) => [one.message, one.help]);
  expect(said).toEqual([["え", "へ"], ["必要な注釈がない: w", ""], ["て", ""]]);
  expect(complaintsOf(check, "en").map((one) => [one.message, one.help])).toEqual([["e", "h"], ["w", ""], ["t", ""]]);
});
