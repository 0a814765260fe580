// Enrolment, log in and out, where somebody is logged in.
import assert from "node:assert/strict";
import { it } from "node:test";
import { plugNew } from "../keys.mjs";
import { App, password } from "../people.mjs";
import { settled } from "../stage.mjs";
import { press, saved } from "./hands.mjs";
import { barriers } from "./seen.mjs";
import { wrongIn } from "./stand.mjs";

/** The page on which somebody new has typed the code that they were given. */
export async function atEnrolment(stand, name, roles, more) {
  const code = await stand.admin.invite(name, roles, more);
  const shown = await stand.outside();
  await giveCode(stand, shown, name, code);
  return shown;
}

export async function giveCode({ m }, { page }, name, code) {
  await press(page, m.logIn.ways.enrolment);
  await page.getByLabel(m.enrolment.code).fill(code);
  await page.keyboard.press("Enter");
  await page.getByText(m.enrolment.whose(name)).waitFor();
}

/** From there: a password and a new security key, with which they then log in. */
export async function enrolKey(stand, { page }, name) {
  const { m } = stand;
  await plugNew(page);
  await page.getByLabel(m.enrolment.password, { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByText(m.enrolment.passwordSet).waitFor();
  await press(page, m.enrolment.addKey);
  await page.locator(".plain li").filter({ hasText: m.logIn.factors.webauthn }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await press(page, m.enrolment.finish);
  await stand.logIn(page, name);
}

export default function wayIn(stand) {
  const { m } = stand;
  const home = (page) => page.getByRole("heading", { name: m.pages.today, level: 1 }).waitFor();
  const passwordOf = (page) => page.getByLabel(m.logIn.password, { exact: true });

  stand.part("the way in", () => {
    it("refuses a wrong token, takes the right one, and forgets it on the way out", async () => {
      const shown = await stand.outside();
      const { page } = shown;
      await page.goto(`${stand.server.address}/`);
      await page.waitForSelector("h1");
      assert.match(page.url(), /\/console\/$/);
      assert.deepEqual(await barriers(page), []);
      await press(page, m.logIn.ways.token);
      const field = page.getByLabel(m.logIn.token);
      await field.fill("not-the-token");
      await field.press("Enter");
      await page.locator(".failure").waitFor();
      assert.deepEqual(await barriers(page), []);
      await field.fill(stand.server.token);
      await field.press("Enter");
      await home(page);
      assert.equal(await page.evaluate(() => localStorage.getItem("sekisho.token")), null);
      await settled(page);
      await press(page, m.logIn.out);
      await page.getByLabel(m.logIn.name).waitFor();
      assert.equal(await page.evaluate(() => sessionStorage.getItem("sekisho.token")), null);
      await shown.close();
    });

    it("shows a password to whoever typed it, and how strong a new one is", async () => {
      const shown = await atEnrolment(stand, "nao", ["internal-audit"]);
      const { page } = shown;
      const { strength, strengths } = m.enrolment;
      await passwordOf(page).fill("password2026");
      await page.getByText(strength(strengths.weak)).waitFor();
      await page.getByText(stand.said.guessed).waitFor();
      assert.equal(await passwordOf(page).getAttribute("type"), "password");
      await press(page, m.logIn.show);
      assert.equal(await passwordOf(page).getAttribute("type"), "text");
      assert.deepEqual(await barriers(page), []);
      await passwordOf(page).fill(password);
      await page.getByText(strength(strengths.strong)).waitFor();
      await shown.close();
    });

    it("enrols somebody with an app, lets them in by keyboard, and ends the session on the way out", async () => {
      const shown = await atEnrolment(stand, "sora", ["internal-audit"]);
      const { page } = shown;
      const code = () => page.getByLabel(m.logIn.appCode);
      assert.deepEqual(await barriers(page), []);
      await passwordOf(page).fill(password);
      await page.keyboard.press("Enter");
      await page.getByText(m.enrolment.passwordSet).waitFor();
      await press(page, m.enrolment.addApp);
      const app = new App((await page.locator(".secret").innerText()).replaceAll(" ", ""));
      await code().fill(await app.code());
      await page.keyboard.press("Enter");
      await page.locator(".plain li").waitFor();
      assert.deepEqual(await barriers(page), []);
      await press(page, m.enrolment.finish);

      await page.getByLabel(m.logIn.name).fill("sora");
      await passwordOf(page).fill("not the password");
      await page.keyboard.press("Enter");
      await code().or(page.locator(".failure")).waitFor();
      const again = page.getByRole("button", { name: m.logIn.again });
      if (await again.isVisible()) await again.press("Enter");
      await passwordOf(page).fill(password);
      await page.keyboard.press("Enter");
      await code().fill(await app.code());
      assert.deepEqual(await barriers(page), []);
      await page.keyboard.press("Enter");
      await home(page);
      await page.reload();
      await home(page);
      await press(page, m.logIn.out);
      await page.getByLabel(m.logIn.name).waitFor();
      await page.reload();
      await page.getByLabel(m.logIn.name).waitFor();
      await shown.close();
    });

    it("enrols a security key, and lets in whoever touches it", async () => {
      const shown = await atEnrolment(stand, "kei", ["conduct-regulation"]);
      const { page } = shown;
      await enrolKey(stand, shown, "kei");

      // With the key at hand a proof is one button: the export of what is seen.
      await shown.go("/findings?system=nol&sort=time");
      await press(page, m.findings.exports.csv);
      const dialog = page.getByRole("dialog", { name: m.stepUp.title });
      await dialog.waitFor();
      assert.deepEqual(await barriers(page), []);
      const csv = await saved(page, dialog.getByRole("button", { name: m.stepUp.submit }));
      const total = Number((await page.locator(".total").innerText()).replace(/\D/g, ""));
      assert.equal(csv.toString().trimEnd().split("\n").length, total + 1);
      const book = page.waitForEvent("download");
      const workbook = await saved(page, page.getByRole("button", { name: m.findings.exports.xlsx }));
      assert.equal(workbook.subarray(0, 2).toString(), "PK");
      assert.match((await book).suggestedFilename(), /-findings\.xlsx$/);
      assert.deepEqual(wrongIn(shown), []);
      await shown.close();
    });

    it("shows where somebody is logged in, and ends what they do not know", async () => {
      const person = await stand.enrolled("rin", ["conduct-regulation"]);
      const here = person.cookie;
      await person.logIn();
      const [elsewhere, there] = [Object.create(person), person.cookie];
      elsewhere.cookie = there;
      person.cookie = here;
      await stand.as(person, "/account", async (page) => {
        const rows = page.getByRole("group", { name: m.account.sessions }).locator("tbody tr");
        assert.equal(await rows.count(), 2);
        const end = rows.filter({ hasNotText: m.account.this }).getByRole("button", { name: m.account.end });
        await end.press("Enter");
        await end.waitFor({ state: "detached" });
        assert.equal(await rows.count(), 1);
      });
      await assert.rejects(elsewhere.ask("GET", "/api/v1/session"), /: 401 /);
      await person.ask("GET", "/api/v1/session");
    });
  });
}
