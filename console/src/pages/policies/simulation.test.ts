import { expect, it } from "vitest";
import { en, ja } from "../../text/policies.ts";
import { byDay, byDepartment, inputText } from "./simulation.ts";

const day = (on: string, department: string, added: number, withdrawn: number, changed: number) => ({
  day: on,
  department,
  added,
  withdrawn,
  changed,
});
const days = [
  day("2024-10-02", "営業部", 1, 0, 0),
  day("2024-10-01", "営業部", 2, 1, 0),
  day("2024-10-02", "", 0, 0, 9),
];

it("adds up by department, most first, and by day in order", () => {
  expect(byDepartment(days)).toEqual([
    ["", { added: 0, withdrawn: 0, changed: 9 }],
    ["営業部", { added: 3, withdrawn: 1, changed: 0 }],
  ]);
  expect(byDay(days)).toEqual([
    ["2024-10-01", { added: 2, withdrawn: 1, changed: 0 }],
    ["2024-10-02", { added: 1, withdrawn: 0, changed: 9 }],
  ]);
  expect(byDay(days, "営業部").map(([on, counts]) => [on, counts.added])).toEqual([
    ["2024-10-01", 2],
    ["2024-10-02", 1],
  ]);
});

it("says in which inputs two reviews differ", () => {
  expect(inputText(ja.simulation, "policy `barrier/90-x.cedar` is new")).toBe("ルール barrier/90-x.cedar(追加)");
  expect(inputText(ja.simulation, "option --from: was ``, is `2024-10-01`")).toBe("開始日時の指定(なし → 2024-10-01)");
  expect(inputText(en.simulation, "log `nol/a.csv` has changed")).toBe("Log nol/a.csv (changed)");
  expect(inputText(ja.simulation, "something else")).toBe("something else");
});
