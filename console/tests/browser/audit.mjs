// Internal audit's own audit of the review of logs.
import assert from "node:assert/strict";
import { it } from "node:test";
import { settled } from "../stage.mjs";
import { act, fill, press } from "./hands.mjs";
import { barriers } from "./seen.mjs";

export default function audit(stand) {
  const { m, said } = stand;

  stand.part("an audit", () => {
    it("goes from its own population over a sample and the review done again to its report", async () => {
      const auditor = await stand.enrolled("auditor", ["internal-audit"]);
      const review = await stand.clerk.reviewHalf();
      const owners = (await stand.systemsOf(review)).map((one) => `${one},${said.department},it-${one}`).join("\n");
      await stand.as(auditor, "/campaigns", async (page) => {
        const half = { [m.campaigns.fiscalYear]: "2024", [m.campaigns.half]: "2", [m.campaigns.cutOff]: "2025-04-20" };
        await act(page, m.campaigns.openAudit, half);
        await page.getByRole("row", { name: m.campaigns.kinds.audit }).getByRole("link").press("Enter");
        await act(page, m.campaigns.freeze, { [m.campaigns.review]: review, [m.campaigns.owners]: owners });
        await act(page, m.campaigns.draw, { [m.campaigns.seed]: said.lottery, [m.campaigns.sampleLines]: "2" });
        const lines = page.getByRole("group", { name: m.campaigns.sample }).locator("tbody tr");
        for (const [at, verdict] of ["agrees", "differs"].entries()) {
          await press(lines.nth(at), m.campaigns.judge);
          await fill(page, m.campaigns.judge, { [m.campaigns.verdict]: verdict, [m.campaigns.note]: said.roster });
          await lines.nth(at).getByText(m.campaigns.verdicts[verdict], { exact: true }).waitFor();
        }
        await act(page, m.campaigns.rePerform);
        for (let left = 60; left > 0 && (await page.getByText(m.campaigns.rePerformed).count()) === 0; left -= 1) {
          await page.waitForTimeout(1000);
          await page.reload();
          await settled(page);
        }
        await act(page, m.campaigns.conclude, { [m.campaigns.findings]: said.auditFinds });
        await press(page, m.campaigns.report);
        await page.locator("pre").getByText(said.auditFinds).waitFor();
        assert.deepEqual(await barriers(page), []);
      });
    });
  });
}
