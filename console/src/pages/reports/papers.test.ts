import { expect, it } from "vitest";
import { en as frameEn } from "../../text/en.ts";
import { ja as frameJa } from "../../text/ja.ts";
import { en, ja } from "../../text/reports.ts";
import { paperOf, papers, signaturesIn } from "./papers.ts";

it("reads what paper it was, about what, of which review, in which language", () => {
  expect(paperOf("report/supplier 株式会社 A of review/r1 in ja")).toEqual({
    paper: "supplier",
    about: "株式会社 A",
    review: "r1",
    language: "ja",
  });
  expect(paperOf("report/viewpoints of review/demo")).toEqual({
    paper: "viewpoints",
    about: "",
    review: "demo",
    language: "",
  });
  expect(paperOf("review/demo findings")).toBeUndefined();
});

it("reads who signs, and leaves a box for whoever has no name yet", () => {
  expect(signaturesIn("行為規制管理者,送電 太郎\n\n 社長 \n,nobody")).toEqual([
    { role: "行為規制管理者", name: "送電 太郎" },
    { role: "社長", name: "" },
  ]);
});

it("has words for every paper", () => {
  for (const [frame, { reports }] of [[frameJa, ja], [frameEn, en]] as const) {
    expect(Object.keys(frame.papers).sort()).toEqual([...papers].sort());
    expect(Object.keys(reports.says).sort()).toEqual([...papers].sort());
  }
});
