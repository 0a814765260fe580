import { expect, it } from "vitest";
import type { Schema } from "../../api/client.ts";
import { en, ja } from "../../text/findings.ts";
import { reasonText } from "./reason.ts";

const rule = (id: string, title: string, title_ja: string, clauses: Schema["Policy"]["clauses"] = []) =>
  ({ id, kind: "barrier", effect: "permit", file: "", line: 1, title, title_ja, clauses }) satisfies Schema["Policy"];

const policies = [
  rule("own-staff", "Own staff", "自社の従業者", [{ name: "entitled", title: "has a right", title_ja: "利用権限がある" }]),
  rule("concurrent-post", "Concurrent post", "兼務"),
];

it("says in words which condition failed", () => {
  const said = (reason: string) => reasonText(ja.finding.because, "ja", policies, reason);
  expect(said("own-staff/entitled")).toBe("「自社の従業者」の条件「利用権限がある」を満たしません");
  expect(said("doubt/concurrent-post")).toBe("「兼務」に当たるため、人の判断が必要です");
  expect(said("facts/cannot-be-told")).toBe("台帳の内容から決められません");
  expect(reasonText(en.finding.because, "en", policies, "forbid/own-staff")).toBe("Forbidden by “Own staff”");
});

it("says nothing where the rules do not have it", () => {
  for (const reason of ["", "own-staff", "own-staff/other", "other/entitled", "doubt/other"]) {
    expect(reasonText(ja.finding.because, "ja", policies, reason), reason).toBeUndefined();
  }
});
