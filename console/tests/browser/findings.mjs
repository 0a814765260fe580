// The findings of a review: filters, one explained in plain, saved views, the end of the table.
import assert from "node:assert/strict";
import { it } from "node:test";
import { settled } from "../stage.mjs";
import { findingPath, press } from "./hands.mjs";
import { barriers } from "./seen.mjs";
import { like } from "./words.mjs";

export default function findings(stand) {
  const { m, said } = stand;

  stand.part("findings", () => {
    it("are filtered by the address, and the address by the filters", async () => {
      const shown = await stand.open(stand.clerk);
      const { page } = shown;
      await shown.go("/findings");
      const total = () => page.locator(".total").innerText();
      const all = await total();
      await page.getByRole("combobox", { name: m.field.system, exact: true }).selectOption("nws");
      await settled(page);
      assert.match(page.url(), /system=nws/);
      const some = await total();
      assert.notEqual(some, all);
      await page.reload();
      await settled(page);
      assert.equal(await total(), some);
      await page.goBack();
      await settled(page);
      assert.equal(await total(), all);
      assert.deepEqual(shown.wrong, []);
      await shown.close();
    });

    it("are opened with the keyboard alone, and name nobody without a purpose", async () => {
      const shown = await stand.open(stand.clerk);
      const { page } = shown;
      await shown.go("/findings?disposition=violation&route=kept-after-transfer&sort=time");
      await page.locator(".table-scroll").focus();
      await page.keyboard.press("ArrowDown");
      const wanted = await page.locator("[role=row].at [role=cell]").nth(4).innerText();
      await page.keyboard.press("Enter");
      await page.locator(".finding .notice").waitFor();
      await settled(page);
      assert.ok((await page.locator("h2").first().innerText()).includes(wanted));
      assert.match(wanted, said.alias);
      assert.equal(await page.locator(".raw").count(), 0);
      assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0);
      await shown.close();
    });

    it("are read in plain by whoever says why: the line and what would have allowed it", async () => {
      const reader = await stand.enrolled("mika", ["conduct-regulation"]);
      const shown = await stand.open(reader);
      const { page } = shown;
      await shown.go(await findingPath(shown, "?disposition=violation&route=kept-after-transfer&sort=time"));
      await page.locator(".finding .notice").waitFor();
      await press(page.locator(".finding"), m.unmask.ask);
      await page.getByLabel(m.unmask.purpose).fill(said.triage);
      assert.deepEqual(await barriers(page), []);
      // Whoever goes on before the page knows what they have is not asked to press it again.
      let known;
      const held = new Promise((done) => (known = done));
      await page.route("**/api/v1/factors", async (route) => {
        await held;
        await route.continue();
      });
      await press(page.getByRole("dialog"), m.unmask.ask);
      const proof = page.getByRole("dialog", { name: m.stepUp.title });
      await proof.waitFor();
      assert.deepEqual(await barriers(page), []);
      await page.keyboard.press("Enter");
      known();
      await page.locator(".would-allow li").first().waitFor();
      await settled(page);
      const account = await page.locator(".facts dd").nth(3).innerText();
      assert.doesNotMatch(account, said.alias);
      assert.ok((await page.locator(".raw").innerText()).includes(account));
      assert.deepEqual(await barriers(page), []);
      // Why, in a sentence; and a page that is opened anew still says until when it names people.
      await page.locator(".fact-long dd").first().getByText(like(m.finding.because.clause)).waitFor();
      await page.reload();
      await settled(page);
      const bar = page.locator(".review-bar");
      assert.equal(await bar.getByText(like(m.unmask.until)).count(), 1);
      assert.equal(await bar.getByRole("button", { name: m.unmask.ask }).count(), 0);
      await shown.go("/findings?sort=time");
      assert.doesNotMatch(await page.locator("[role=row] [role=cell]").nth(4).innerText(), said.alias);
      await shown.close();
    });

    it("keep a view of them for one person, which names nobody", async () => {
      const shown = await stand.open(stand.clerk);
      const { page } = shown;
      await shown.go("/findings?system=nol&sort=time&viewer=E101246");
      await page.getByRole("button", { name: m.views.title }).press("Enter");
      await page.getByLabel(m.views.name).fill(said.view);
      await page.keyboard.press("Enter");
      const view = page.getByRole("link", { name: said.view });
      assert.match(await view.getAttribute("href"), /findings\?sort=time&system=nol$/);
      assert.deepEqual(await barriers(page), []);
      const kept = await page.evaluate(() => JSON.stringify(localStorage));
      assert.doesNotMatch(kept, /E101246/);
      await shown.close();
    });

    it("are not taken out with a token, and the page says so", async () => {
      const shown = await stand.open();
      await shown.go("/findings?system=nol&sort=time");
      await press(shown.page, m.findings.exports.csv);
      await shown.page.locator(".failure[role=alert]").waitFor();
      assert.deepEqual(await barriers(shown.page), []);
      await shown.close();
    });

    it("scroll to the last of them without a hole", async () => {
      const shown = await stand.open(stand.clerk);
      const { page } = shown;
      await shown.go("/findings?sort=time");
      const total = Number((await page.locator(".total").innerText()).replace(/\D/g, ""));
      await page.locator(".table-scroll").focus();
      for (let at = 0; at < total + 600; at += 500) {
        await page.keyboard.press("End");
        await settled(page);
      }
      const last = page.locator("[role=row].at");
      assert.equal(await last.getAttribute("aria-rowindex"), String(total + 1));
      assert.notEqual(await last.locator("[role=cell]").nth(2).innerText(), "");
      assert.ok((await page.locator("[role=row]").count()) < 100);
      assert.deepEqual(shown.wrong, []);
      await shown.close();
    });
  });
}
