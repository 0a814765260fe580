// The half-yearly review of logs: from the frozen population to the approval and the signed report.
import assert from "node:assert/strict";
import { it } from "node:test";
import { act, fill, placeOf, press, saved } from "./hands.mjs";

export default function halfYear(stand) {
  const { m, said } = stand;

  async function people() {
    return {
      clerk: await stand.enrolled("tomo", ["conduct-regulation"]),
      owner: await stand.enrolled("owner", ["network-clerk"]),
      quality: await stand.enrolled("quality", ["first-line-quality"]),
      second: await stand.enrolled("second", ["conduct-regulation"]),
      head: await stand.enrolled("head", ["conduct-regulation"], { approves: true }),
    };
  }

  /** Begins it and freezes its population; returns where it is. */
  async function freeze(clerk, review, systems) {
    const half = { [m.campaigns.fiscalYear]: "2024", [m.campaigns.half]: "2", [m.campaigns.cutOff]: "2025-04-20" };
    const owners = systems.map((one) => `${one},${said.department},it-${one}`).join("\n");
    return stand.as(clerk, "/campaigns", async (page) => {
      await act(page, m.campaigns.open, half);
      await page.getByRole("row", { name: m.campaigns.kinds["half-yearly"] }).getByRole("link").press("Enter");
      await act(page, m.campaigns.freeze, { [m.campaigns.review]: review, [m.campaigns.owners]: owners });
      await page.locator(".step-now", { hasText: m.campaigns.steps.state }).waitFor();
      return placeOf(page);
    });
  }

  /** A step of every system: of the first on the page, of the others as programs do it. */
  async function each(person, place, systems, { step, body, button, values }) {
    const [first, ...others] = systems;
    const id = new URLSearchParams(place.split("?")[1]).get("campaign");
    for (const system of others) {
      await person.ask("POST", `/api/v1/campaigns/${id}/${step}`, { system, ...body });
    }
    await stand.as(person, place, async (page) => {
      // Its code stands beside its name.
      const head = page.getByRole("rowheader").filter({ has: page.getByText(first, { exact: true }) });
      await press(page.getByRole("row").filter({ has: head }), button);
      await fill(page, button, values);
    });
  }

  stand.part("a half-year", () => {
    it("goes from the frozen population to the approval and the signed report, each step by somebody else", async () => {
      const { clerk, owner, quality, second, head } = await people();
      const review = await clerk.reviewHalf();
      const systems = await stand.systemsOf(review);
      const place = await freeze(clerk, review, systems);
      await each(owner, place, systems, {
        step: "statements",
        body: { statement: "not-determinable", department: said.department, reason: said.logsGone },
        button: m.campaigns.declare,
        values: { [m.campaigns.statement]: "not-determinable", [m.campaigns.reason]: said.logsGone },
      });
      const agrees = { agrees: true };
      await each(quality, place, systems, { step: "self-checks", body: agrees, button: m.campaigns.selfCheck });
      await each(second, place, systems, { step: "checks", body: agrees, button: m.campaigns.check });
      await stand.as(head, place, async (page) => {
        await act(page, m.campaigns.approve, { [m.campaigns.number]: said.decision });
        await page.getByText(m.campaigns.states.approved).first().waitFor();
        assert.equal(await page.locator(".step-done").count(), 6);
      });
      // The paper of it has the number of the decision and whoever signs; making it takes a fresh proof.
      await stand.as(clerk, place, async (page) => {
        await press(page, m.reports.makeThis);
        const dialog = page.getByRole("dialog", { name: m.papers["half-year"] });
        await dialog.getByLabel(m.reports.recipient, { exact: true }).fill(said.committee);
        await dialog.getByLabel(m.reports.signatures, { exact: true }).fill(said.signer);
        await press(dialog, m.reports.makeThis);
        const proof = page.getByRole("dialog", { name: m.stepUp.title });
        await press(proof, m.stepUp.submit);
        await dialog.waitFor({ state: "detached" });
        await page.getByRole("link", { name: m.reports.toReports, exact: true }).last().press("Enter");
        const made = page.getByRole("row").filter({ hasText: said.decision });
        await made.waitFor();
        assert.ok((await made.innerText()).includes(m.reports.final));
        const paper = await saved(page, made.getByRole("button", { name: m.reports.fetch }));
        assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
      });
    });
  });
}
