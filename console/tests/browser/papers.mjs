// Papers for the committee and the regulator: drafts, and what went out on a decision.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { it } from "node:test";
import { fill, press, saved } from "./hands.mjs";
import { barriers } from "./seen.mjs";

export default function papers(stand) {
  const { m, said } = stand;

  /** Makes the paper of the viewpoints, and takes it out as it was made; returns its row's words and its bytes. */
  async function make(page, values, found) {
    const row = page.getByRole("row", { name: m.papers.viewpoints }).first();
    await press(row, `${m.reports.make}: ${m.papers.viewpoints}`);
    await fill(page, m.reports.make, values);
    const made = page.getByRole("row", { name: m.papers.viewpoints }).filter({ hasText: found });
    const fetch = made.getByRole("button", { name: m.reports.fetch });
    await fetch.waitFor();
    assert.deepEqual(await barriers(page), []);
    const bytes = await saved(page, fetch);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.equal(await made.getByTitle(sha256).count(), 1);
    return { row: await made.innerText(), bytes };
  }

  stand.part("papers", () => {
    it("are made as drafts by whoever proves who they are, and taken out as they were made", async () => {
      await stand.as(await stand.clerk.stepUp("export"), "/reports", async (page) => {
        const values = { [m.reports.format]: "xlsx", [m.reports.signatures]: said.signature };
        const { row, bytes } = await make(page, values, m.reports.formats.xlsx);
        assert.ok(row.includes(m.reports.draft), row);
        assert.equal(bytes.subarray(0, 2).toString(), "PK");
      });
    });

    it("go out on a decision, to somebody, in the language of whoever reads them", async () => {
      await stand.as(await stand.clerk.stepUp("export"), "/reports", async (page) => {
        const values = {
          [m.reports.format]: "pdf",
          [m.reports.language]: stand.language,
          [m.reports.approval]: said.paperDecision,
          [m.reports.recipient]: said.regulator,
          [m.reports.signatures]: said.signer,
        };
        const { row, bytes } = await make(page, values, said.paperDecision);
        for (const what of [m.reports.final, said.regulator, m.reports.languages[stand.language]]) {
          assert.ok(row.includes(what), row);
        }
        assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
      });
    });
  });

  stand.part("files that go out", () => {
    it("freeze findings as a workbook, with no hand on the mouse", async () => {
      await stand.as(await stand.clerk.stepUp("export"), "/exports", async (page) => {
        await press(page, m.exports.freeze);
        const values = { [m.exports.approval]: said.exportDecision, [m.exports.recipient]: said.regulator };
        await fill(page, m.exports.freeze, values);
        const row = page.getByRole("row").filter({ hasText: said.exportDecision });
        await row.waitFor();
        assert.ok((await row.innerText()).includes(m.exports.formats.xlsx));
        const bytes = await saved(page, row.getByRole("button", { name: m.exports.fetch }));
        assert.equal(await row.getByTitle(createHash("sha256").update(bytes).digest("hex")).count(), 1);
      });
    });
  });
}
