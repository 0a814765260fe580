// Who uses Sekisho: invited by an administrator on the page; an assessor from outside, who only looks.
import assert from "node:assert/strict";
import { it } from "node:test";
import { act, findingPath, press, write } from "./hands.mjs";
import { barriers, unreached } from "./seen.mjs";
import { wrongIn } from "./stand.mjs";
import { enrolKey, giveCode } from "./way_in.mjs";

export default function people(stand) {
  const { m, said } = stand;

  /** Invites an assessor, for which the page asks who does it; returns the code that is handed over. */
  async function invite(page, name, last) {
    await press(page, m.people.invite);
    const dialog = page.getByRole("dialog", { name: m.people.invite });
    await write(dialog, {
      [m.logIn.name]: name,
      [m.people.person]: `P-${name}`,
      [m.people.employer]: "assessor",
      [m.people.assignmentEnds]: last,
      [m.people.number]: said.decision,
    });
    await dialog.getByLabel(m.people.role["external-assessor"], { exact: true }).press("Space");
    assert.deepEqual(await barriers(page), []);
    await press(dialog, m.people.invite);
    await press(page.getByRole("dialog", { name: m.stepUp.title }), m.stepUp.submit);
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("row", { name }).getByText(m.people.assignedUntil(last)).waitFor();
    return page.locator(".secret").innerText();
  }

  stand.part("people", () => {
    it("are invited on the page, and an assessor looks at everything and changes nothing", async () => {
      const head = await stand.enrolled("kanri", ["system-administrator"], { administers: ["sekisho"] });
      const code = await stand.as(head, "/people", (page) => invite(page, "hyoka", "2099-03-31"));
      const shown = await stand.outside();
      const { page } = shown;
      await giveCode(stand, shown, "hyoka", code);
      await enrolKey(stand, shown, "hyoka");
      for (const at of ["/findings", "/scope", "/cases", "/registers", "/campaigns", "/policies", "/evidence", "/disasters"]) {
        await shown.go(at);
        assert.deepEqual(await barriers(page), [], at);
        assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0, at);
        assert.deepEqual(await unreached(page), [], at);
      }
      await shown.go("/cases");
      assert.equal(await page.getByRole("button", { name: m.cases.gather }).count(), 0);
      await shown.go("/jobs");
      assert.equal(await page.getByRole("button", { name: m.jobs.submit }).count(), 0);
      await shown.go(await findingPath(shown, "?disposition=violation"));
      await page.locator(".finding .notice").waitFor();
      assert.deepEqual(await barriers(page), []);
      assert.equal(await page.locator(".raw").count(), 0);
      assert.deepEqual(wrongIn(shown, 401, 403), []);
      await shown.close();
    });

    it("lose their way in when an administrator says so", async () => {
      const head = await stand.enrolled("kanri2", ["system-administrator"], { administers: ["sekisho"] });
      const leaver = await stand.enrolled("leaver", ["first-line-quality"]);
      await stand.as(await head.stepUp("account"), "/people", async (page) => {
        await press(page, `${m.acts}: leaver`);
        await act(page, m.people.disable, { [m.people.number]: said.decision });
        await page.getByRole("row", { name: "leaver" }).getByText(m.people.states.disabled).waitFor();
      });
      await assert.rejects(leaver.ask("GET", "/api/v1/session"), /: 401 /);
    });
  });
}
