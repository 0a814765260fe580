import { describe, expect, it } from "vitest";
import { en, ja } from "../../text/scope.ts";
import { causeText, difference, summed } from "./versions.ts";

it("adds up causes and says how a figure moved", () => {
  const causes = [
    { withdrawn: 12, added: 0, changed: 1 },
    { withdrawn: 0, added: 3, changed: 0 },
  ];
  expect(summed(causes)).toEqual({ withdrawn: 12, added: 3, changed: 1 });
  expect([difference(5, 5, String), difference(7, 5, String), difference(5, 1205, String)]).toEqual(["±0", "+2", "−1200"]);
});

describe("a cause", () => {
  it("is said in Japanese as far as its words are known", () => {
    const text = (cause: string) => causeText(ja.versions.causes, cause);
    expect(text("account nol/z1: its holder, where its people work; terminal T-1: its loans")).toBe(
      "ID nol/z1: ID名義人、利用者の所属・委託・応援 / 端末 T-1: 貸与",
    );
    expect(text("policies 9f86d081884c")).toBe("閲覧可否ルール 9f86d081884c");
    expect(text("the registers of systems, legal entities or sites")).toBe("システム・法人・事業所の台帳");
    expect(text("something else: new")).toBe("something else: new");
  });

  it("is said in English as it is", () => {
    expect(causeText(en.versions.causes, "account nol/z1: its holder, its entitlements; log nol/a.csv")).toBe(
      "account nol/z1: its holder, its entitlements; log nol/a.csv",
    );
  });
});
