// The registers: a file of rights that is looked at before it changes anything, and approved.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { settled } from "../stage.mjs";
import { act, placeOf } from "./hands.mjs";

export default function registers(stand) {
  const { m, said } = stand;

  /** The rights of the registers without a third of them: so many that end are of consequence. */
  function rights() {
    const text = readFileSync(path.join(stand.data.data, "registers/demo/entitlements.csv"), "utf8");
    const lines = text.trimEnd().split("\n");
    const left = lines.slice(0, Math.ceil((lines.length * 2) / 3)).join("\n") + "\n";
    return { name: "entitlements.csv", mimeType: "text/csv", buffer: Buffer.from(left) };
  }

  stand.part("the registers", () => {
    it("are changed by a file that somebody looked at, on somebody else's word", async () => {
      const clerk = await stand.enrolled("nobu", ["conduct-regulation"]);
      const head = await stand.enrolled("shin", ["conduct-regulation"], { approves: true });
      const place = await stand.as(clerk, "/imports", async (page) => {
        await page.getByLabel(m.imports.upload).setInputFiles(rights());
        await page.getByRole("button", { name: m.imports.apply }).waitFor();
        await settled(page);
        const counted = page.getByRole("group", { name: m.imports.counts }).locator("tbody tr");
        assert.equal(await counted.count(), 1);
        await page.getByText(m.imports.needsSecond).waitFor();
        return placeOf(page);
      });
      await stand.as(head, place, async (page) => {
        await act(page, m.imports.approve, { [m.imports.approval]: said.decision });
        await page.getByRole("button", { name: m.imports.approve }).waitFor({ state: "detached" });
      });
      await stand.as(clerk, place, async (page) => {
        await act(page, m.imports.apply, { [m.imports.reason]: said.rightsEnd });
        await page.locator(".facts dd").getByText(m.imports.states.applied).waitFor();
      });
    });
  });
}
