// Cases: findings gathered, triaged by one and checked by another, somebody asked, files.
import assert from "node:assert/strict";
import { it } from "node:test";
import { act, fill, placeOf, press, refused, saved, write } from "./hands.mjs";
import { barriers } from "./seen.mjs";
import { wrongIn } from "./stand.mjs";

export default function cases(stand) {
  const { m, said } = stand;
  const letter = {
    [m.inquiries.to]: "manager",
    [m.inquiries.addressee]: said.addressee,
    [m.inquiries.question]: said.question,
    [m.inquiries.due]: "2027-01-15",
  };

  /** Gathers the findings of the newest review. Whoever clicks before it has arrived is not ignored. */
  async function gather(page, go) {
    let arrive;
    const held = new Promise((done) => (arrive = done));
    await page.route("**/api/v1/reviews?*", async (route) => {
      await held;
      await route.continue();
    });
    await go("/cases");
    await press(page, m.cases.gather);
    await page.getByLabel(m.cases.scope).fill("campaign/1");
    arrive();
    await page.waitForFunction(() => document.querySelector("dialog select")?.value === "demo");
    assert.equal(await page.getByLabel(m.cases.scope).inputValue(), "campaign/1");
    await page.unroute("**/api/v1/reviews?*");
    await fill(page, m.cases.gather);
  }

  /** Whom a letter is about is kept back until a purpose is stated, in the dialog that lacks it. */
  async function ask(page) {
    const facts = page.locator(".facts").first();
    const alias = new RegExp(said.alias.source.slice(1));
    assert.match(await facts.innerText(), alias);
    await press(page, m.inquiries.ask);
    const dialog = page.getByRole("dialog", { name: m.inquiries.ask });
    await write(dialog, letter);
    await press(dialog, m.inquiries.ask);
    await press(dialog, m.unmask.ask);
    await page.getByLabel(m.unmask.purpose).fill(said.toAsk);
    await page.getByRole("button", { name: m.unmask.ask }).last().press("Enter");
    // With the key at hand, who asks is proved by one button.
    const proof = page.getByRole("dialog", { name: m.stepUp.title });
    await press(proof, m.stepUp.submit);
    await proof.waitFor({ state: "detached" });
    await page.waitForFunction((left) => !new RegExp(left).test(document.querySelector(".facts").innerText), alias.source);
    await fill(page, m.inquiries.ask, letter);
    return new URL(await page.locator(".secret").innerText());
  }

  async function answer(link) {
    const stranger = await stand.outside();
    await stranger.go(`/answer${link.search}`);
    const { page } = stranger;
    await write(page, { [m.inquiries.name]: said.answerer, [m.inquiries.answer]: said.answer });
    assert.deepEqual(await barriers(page), []);
    await press(page, m.inquiries.answerIt);
    await page.getByText(m.inquiries.thanks).waitFor();
    assert.deepEqual(wrongIn(stranger), []);
    await stranger.close();
  }

  stand.part("cases", () => {
    it("are gathered, triaged by one, checked by another, and asked about", async () => {
      const first = await stand.enrolled("emi", ["conduct-regulation"]);
      const second = await stand.enrolled("ken", ["conduct-regulation"]);
      let link, at;
      await stand.as(first, "/", async (page, shown) => {
        await gather(page, shown.go);
        const boxes = page.locator("tbody input[type=checkbox]");
        await boxes.first().waitFor();
        assert.deepEqual(await barriers(page), []);
        await boxes.first().focus();
        await page.keyboard.press("Space");
        await page.keyboard.press("Shift+ArrowDown");
        await page.getByText(m.cases.chosen(2)).waitFor();
        await act(page, m.cases.triage, { [m.cases.outcome]: "real", [m.cases.reason]: said.stillLooks });

        // Nobody checks what they did themselves; the answer says so, and nothing is done.
        await shown.go("/cases?state=triaged");
        await page.locator("tbody a").first().press("Enter");
        await press(page, m.cases.check);
        await refused(page, m.cases.check);
        link = await ask(page);
        at = placeOf(page);
      }, { statuses: [403] });

      await answer(link);

      await stand.as(second, at, async (page, shown) => {
        await page.getByText(said.answer).waitFor();
        await act(page, m.cases.check);
        await page.locator("h2 .mark-case-closed").waitFor();
        await page.getByText(m.steps.intact).waitFor();
        assert.deepEqual(await barriers(page), []);
        // The other of the two, as one does with many.
        await shown.go("/cases?state=triaged");
        await page.getByLabel(m.cases.chooseAll).press("Space");
        await act(page, m.cases.check);
        await page.locator(".empty").waitFor();
      });
    });
  });

  stand.part("files of a case", () => {
    it("are given to whoever says why, in one go", async () => {
      const { clerk } = stand;
      await clerk.ask("POST", "/api/v1/cases", { scope: "files", review: "demo" });
      const { items } = await clerk.ask("GET", "/api/v1/cases?limit=1000");
      const reader = await stand.enrolled("yuki", ["conduct-regulation"]);
      await stand.as(reader, `/case?case=${items.at(-1).case}`, async (page) => {
        const sent = { name: said.order, mimeType: "text/plain", buffer: Buffer.from(said.orderSays) };
        await page.getByLabel(m.cases.attach).setInputFiles(sent);
        await press(page, `${m.cases.download}: ${said.order}`);
        const dialog = page.getByRole("dialog", { name: m.unmask.ask });
        await dialog.getByLabel(m.unmask.purpose).fill(said.orderDate);
        assert.deepEqual(await barriers(page), []);
        await press(dialog, m.unmask.ask);
        const proof = page.getByRole("dialog", { name: m.stepUp.title });
        assert.deepEqual(await saved(page, proof.getByRole("button", { name: m.stepUp.submit })), sent.buffer);
        await dialog.waitFor({ state: "detached" });
      }, { statuses: [403] });
    });
  });
}
