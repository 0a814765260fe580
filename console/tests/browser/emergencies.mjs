// Emergencies (break-glass), and how systems fail while Sekisho is down.
import assert from "node:assert/strict";
import { it } from "node:test";
import { ownAccount } from "../desk.mjs";
import { settled } from "../stage.mjs";
import { act, fill, placeOf, press, refused } from "./hands.mjs";
import { barriersOfBoth, unreached } from "./seen.mjs";
import { like } from "./words.mjs";

export default function emergencies(stand) {
  const { m, said } = stand;

  async function ask(page) {
    const { person, account } = ownAccount(stand.data.data);
    await act(page, m.emergencies.ask, {
      [m.emergencies.askPerson]: person,
      [m.emergencies.system]: "nol",
      [m.emergencies.account]: account,
      [m.emergencies.reason]: said.fire,
      [m.emergencies.hours]: "1",
    });
    await page.locator(".step-now", { hasText: m.emergencies.steps.approved }).waitFor();
    // Who is to look is masked, and nobody approves what they asked for.
    assert.match(await page.locator(".facts dd").first().innerText(), said.alias);
    assert.deepEqual(await barriersOfBoth(page), []);
    return placeOf(page);
  }

  stand.part("emergencies", () => {
    it("are asked for, approved by somebody else, ended early and reviewed by a third", async () => {
      const roles = ["conduct-regulation"];
      const asker = await stand.enrolled("asker", roles, { approves: true });
      const head = await stand.enrolled("head-of", roles, { approves: true });
      const third = await stand.enrolled("third", roles);
      const place = await stand.as(asker, "/emergencies", async (page) => {
        const at = await ask(page);
        await press(page, m.emergencies.approve);
        await refused(page, m.emergencies.approve);
        return at;
      }, { statuses: [403] });

      await stand.as(head, "/", async (page, shown) => {
        await page.getByRole("link", { name: like(m.today.asked) }).press("Enter");
        await settled(page);
        assert.match(page.url(), /emergencies\?state=asked$/);
        await shown.go(place);
        await act(page, m.emergencies.approve);
        await page.locator("h2 .mark-emergency-running").waitFor();
        assert.deepEqual(await barriersOfBoth(page), []);
      });

      await stand.as(asker, place, async (page) => {
        await act(page, m.emergencies.end, { [m.emergencies.reason]: said.done });
        await page.locator("h2 .mark-emergency-over").waitFor();
      });

      await stand.as(third, "/", async (page, shown) => {
        await page.getByRole("link", { name: like(m.today.toReview) }).waitFor();
        await shown.go(place);
        await page.getByText(m.looks.noneYet).waitFor();
        const found = { [m.emergencies.result]: "in-order", [m.emergencies.comment]: said.held };
        await act(page, m.emergencies.review, found);
        await page.locator("h2 .mark-emergency-reviewed").waitFor();
        assert.deepEqual(await unreached(page), []);
      }, { theme: "dark" });
    });

    it("have plans for an outage, in force on somebody else's word", async () => {
      const head = await stand.enrolled("head-too", ["conduct-regulation"], { approves: true });
      const place = await stand.as(stand.clerk, "/outages", async (page) => {
        await press(page, m.outages.draft);
        await page.getByRole("dialog").getByLabel(m.action.view, { exact: true }).press("Space");
        await fill(page, m.outages.draft, {
          [m.outages.system]: "cc",
          [m.outages.opens]: "yes",
          [m.outages.minutes]: "60",
          [m.outages.reason]: said.outage,
        });
        await page.locator("h2 .mark-plan-drafted").waitFor();
        assert.deepEqual(await barriersOfBoth(page), []);
        return placeOf(page);
      });
      await stand.as(head, place, async (page, shown) => {
        await act(page, m.outages.approve);
        await page.locator("h2 .mark-plan-in-force").waitFor();
        await page.getByText(m.outages.minutesOf(60)).waitFor();
        assert.deepEqual(await barriersOfBoth(page), []);
        await shown.go("/outages?view=looks&reviewed=no");
        assert.deepEqual(await barriersOfBoth(page), []);
      });
    });
  });
}
