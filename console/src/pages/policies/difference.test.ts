import { expect, it } from "vitest";
import { difference, hunks, type DiffLine } from "./difference.ts";

const texts = (lines: DiffLine[], without: DiffLine["kind"]) =>
  lines.filter((one) => one.kind !== without).map((one) => one.text).join("\n");

it("keeps what both have and says the rest", () => {
  const lines = difference("a\nb\nc\nd", "a\nx\nc\nd\ne");
  expect(lines.map((one) => `${one.kind} ${one.text}`)).toEqual([
    "same a",
    "removed b",
    "added x",
    "same c",
    "same d",
    "added e",
  ]);
  expect(lines.at(-1)).toMatchObject({ before: 0, now: 5 });
});

it("says both texts again, whatever they are", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 300; round += 1) {
    const text = () => Array.from({ length: random(12) }, () => "abc"[random(3)]).join("\n");
    const [before, now] = [text(), text()];
    const lines = difference(before, now);
    expect(texts(lines, "added"), `${round}`).toBe(before);
    expect(texts(lines, "removed"), `${round}`).toBe(now);
  }
});

it("shows changes with what stands around them", () => {
  const before = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const now = before.with(2, "x").with(25, "y");
  const shown = hunks(difference(before.join("\n"), now.join("\n")), 2);
  expect(shown.map((one) => [one[0]?.before, one.at(-1)?.before])).toEqual([[1, 5], [24, 28]]);
  expect(hunks(difference("a", "a"))).toEqual([]);
});
