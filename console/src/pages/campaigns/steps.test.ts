import { describe, expect, it } from "vitest";
import type { Schema } from "../../api/client.ts";
import { ownersIn, stepsOf } from "./steps.ts";

type Detail = Schema["CampaignDetail"];

function campaign(more: Partial<Detail["campaign"]>, states: Detail["systems"][number]["state"][]): Detail {
  return {
    campaign: {
      campaign: "1",
      revision: 1,
      kind: "half-yearly",
      fiscal_year: 2025,
      half: 2,
      from: "2025-09-30T15:00:00Z",
      until: "2026-03-31T15:00:00Z",
      cut_off: "2026-04-20",
      state: "open",
      scope: "campaign/1",
      ...more,
    },
    systems: states.map((state, index) => ({ system: `s${index}`, department: "d", log: "received", state })),
  };
}

const told = (detail: Detail) => stepsOf(detail).map((one) => `${one.name} ${one.state}`);

describe("the steps of a campaign", () => {
  it("wait for the population while logs are taken", () => {
    expect(told(campaign({}, []))).toEqual([
      "open done",
      "freeze now",
      "state later",
      "self-check later",
      "check later",
      "approve later",
    ]);
  });

  it("wait for the system that is furthest behind", () => {
    const detail = campaign({ state: "frozen" }, ["checked", "stated", "self-checked"]);
    expect(told(detail).slice(2)).toEqual(["state done", "self-check now", "check later", "approve later"]);
    expect(stepsOf(detail)[3]).toMatchObject({ part: 2, whole: 3 });
  });

  it("end with the approval, and an audit's with its report", () => {
    const approved = campaign({ state: "approved" }, ["checked"]);
    expect(stepsOf(approved).every((one) => one.state === "done")).toBe(true);
    const audit = campaign({ kind: "audit", state: "frozen", seed: "x" }, ["frozen"]);
    expect(told(audit)).toEqual(["open done", "freeze done", "sample done", "re-perform now", "report later"]);
  });
});

it("reads who owns which system, with the commas of either language", () => {
  expect(ownersIn("nol, 配電部, it-nol\n\n old、営業部\n")).toEqual([
    { system: "nol", department: "配電部", extracted_by: "it-nol" },
    { system: "old", department: "営業部" },
  ]);
});
