// The disaster desk: declared, lent, printed, taken back, counted, and what was lent on paper.
import assert from "node:assert/strict";
import { before, it } from "node:test";
import { makeDisaster, prepare } from "../desk.mjs";
import { settled } from "../stage.mjs";
import { act, fill, placeOf, press, refused, scan } from "./hands.mjs";
import { barriers, barriersOfBoth, beyond, unreached } from "./seen.mjs";
import { elsewhere, typhoon } from "./said.mjs";
import { limit, wrongIn } from "./stand.mjs";
import { like } from "./words.mjs";

const lendersFocus = (page, part) =>
  page.waitForFunction((inside) => document.activeElement?.closest(inside) !== null, part);

export default function disaster(stand) {
  const { m, said } = stand;
  const { scans } = m;
  const [first, second, onPaper] = said.helpers;
  const scanned = (page) => page.locator("[class*=mark-scan]").allInnerTexts();
  const scannedAre = (page, count) =>
    page.waitForFunction((n) => document.querySelectorAll("[class*=mark-scan]").length === n, count);

  async function addToPool(page) {
    const terminals = ["SJN-T00101", "SJN-T00102", "SJN-T00103", "SJN-T99999"];
    await act(page, m.pool.add, {
      [m.pool.office]: said.office,
      [m.pool.terminals]: terminals.join("\n"),
      [m.pool.accounts]: "nol/hi0001\nnol/hi0002",
    });
    await page.getByText(m.pool.added(5)).waitFor();
    assert.equal(await page.locator(".notice li").count(), 1);
    assert.deepEqual(await barriersOfBoth(page), []);
  }

  /** Declares it, which nobody approves themselves; returns where it is. */
  async function declare(page) {
    await act(page, m.disasters.declare, {
      [m.disasters.name]: said.flood,
      [m.disasters.office]: said.office,
      [m.disasters.areas]: said.area,
    });
    await page.getByRole("heading", { name: said.flood, level: 2 }).waitFor();
    await press(page, `${m.disasters.approve}: ${said.office}`);
    await refused(page, m.disasters.approve);
    return placeOf(page);
  }

  /** Scans a helper in: the terminal is read, the ID stands there, Enter leads on and lends at the end. */
  async function lend(page, terminal, helper) {
    await lendersFocus(page, ".lend");
    await scan(page, terminal, helper, "OTHER-TD");
    await page.getByRole("heading", { name: like(m.lendings.number), level: 2 }).waitFor();
    await settled(page);
  }

  async function handOver(page) {
    await press(page, m.lendings.slip);
    const sheet = page.locator(".sheet pre");
    await sheet.getByText("SJN-T00101").waitFor();
    assert.ok((await sheet.innerText()).includes(first));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main > :visible").count(), 1);
    assert.equal(await page.locator("header").isVisible(), false);
    await page.emulateMedia({ media: null });
    await press(page, m.lendings.closeSheet);
    await act(page, m.lendings.handSlip);
    await page.locator(".step-now", { hasText: m.lendings.steps.code }).waitFor();
    await act(page, m.lendings.code, { [m.disasters.number]: said.codeDecision });
    await sheet.waitFor();
    await page.getByText(m.lendings.onceOnly).waitFor();
    assert.deepEqual(await barriersOfBoth(page), []);
    await act(page, m.lendings.handCode);
  }

  /** Faster than anybody could look: none is lost, and the field is always free. */
  async function takeBack(page) {
    await page.getByRole("link", { name: scans.takeBack, exact: true }).press("Enter");
    await page.locator(".scanner input").first().waitFor();
    await lendersFocus(page, ".scanner");
    await scan(page, "SJN-T00102", "X-9", "SJN-T00103", "SJN-T00102");
    await scannedAre(page, 4);
    assert.deepEqual(await scanned(page), [scans.is.here, scans.is.here, scans.is.unknown, scans.is.returned]);
    assert.ok((await page.locator(".scanned").innerText()).replace(/\s+/g, " ").includes(`SJN-T00102 ${scans.is.here}`));
    await lendersFocus(page, ".scanner");
    assert.equal(await page.getByRole("group", { name: scans.stillOut }).locator("tbody tr").count(), 1);
    assert.deepEqual(await barriersOfBoth(page), []);
    assert.deepEqual(await unreached(page), []);
  }

  stand.part("the disaster desk", () => {
    let sayo, toru;
    before(async () => {
      sayo = await stand.enrolled("sayo", ["disaster-desk"]);
      toru = await stand.enrolled("toru", ["disaster-desk"]);
    }, limit);

    it("declares, lends, prints and takes back, with a scanner and no hand on the mouse", async () => {
      const place = await stand.as(sayo, "/pool", async (page, shown) => {
        await addToPool(page);
        await shown.go("/disasters");
        return declare(page);
      }, { statuses: [403] });

      await stand.as(toru, "/", async (page, shown) => {
        await page.getByRole("link", { name: like(m.today.proposed) }).waitFor();
        await shown.go(place);
        await press(page, `${m.disasters.approve}: ${said.office}`);
        await fill(page, m.disasters.approve);
        await page.locator(".mark-opening-open").waitFor();
      });

      await stand.as(sayo, place, async (page) => {
        await page.getByRole("link", { name: m.lendings.lend, exact: true }).press("Enter");
        await lendersFocus(page, ".lend");
        await settled(page);
        assert.deepEqual(await barriersOfBoth(page), []);
        await lend(page, "SJN-T00101", first);
        await page.getByText("nol/hi0001").first().waitFor();
        assert.deepEqual(await barriersOfBoth(page), []);
        assert.equal(await page.getByText(first).count(), 0);
        await handOver(page);
        // The next helper: the form is empty, and the focus where one begins.
        await page.getByRole("link", { name: m.lendings.next }).press("Enter");
        await lend(page, "SJN-T00102", second);
        const acts = new RegExp(`^${m.acts}: (${like(m.lendings.number).source})`);
        await page.getByRole("button", { name: acts }).press("Enter");
        await act(page, m.lendings.end, { [m.disasters.reason]: said.over, [m.disasters.grace]: "0" });
        await page.locator(".mark-lending-ended").waitFor();
        await takeBack(page);
      });
    });

    it("says what a stock-take misses, and leaves the closing to somebody else", async () => {
      await prepare(sayo, said.counted, ["SJN-T00111", "SJN-T00112"], []);
      const kei = await stand.enrolled("keigo", ["disaster-desk"]);
      const left = (page) => page.evaluate(() => sessionStorage.getItem("sekisho.unfinished"));
      const toScan = (page, n) => page.getByRole("heading", { name: scans.left(n) }).waitFor();
      const shown = await stand.open(kei, { theme: "dark" });
      const { page } = shown;
      await shown.go("/pool");
      await page.getByRole("link", { name: scans.stockTake, exact: true }).press("Enter");
      await page.getByRole("combobox", { name: m.pool.office, exact: true }).selectOption(said.counted);
      await lendersFocus(page, ".scanner");
      await scan(page, "SJN-T00111", "SJN-T00111", "SJN-T00101");
      await scannedAre(page, 3);
      const found = [scans.is.elsewhere, scans.is.twice, scans.is.there];
      assert.deepEqual(await scanned(page), found);
      await toScan(page, 1);
      assert.deepEqual(await barriers(page), []);
      // A reload takes nothing away; logging out does, at the end.
      await page.reload();
      await page.getByText(scans.goesOn(3)).waitFor();
      assert.deepEqual(await scanned(page), found);
      assert.deepEqual(await barriers(page), []);
      await press(page, scans.anew);
      await toScan(page, 2);
      await scan(page, "SJN-T00111");
      await toScan(page, 1);
      assert.match(await left(page), /SJN-T00111/);
      await act(page, scans.finish);
      const taken = page.getByRole("group", { name: scans.stockTakes }).locator("tbody tr").first();
      await taken.getByText("SJN-T00112").waitFor();
      assert.doesNotMatch(await left(page), /SJN-T00111/);
      await shown.go("/irregularities?state=open");
      await page.getByText("SJN-T00112").first().waitFor();
      assert.equal(await page.getByRole("button", { name: `${m.irregularities.close}: SJN-T00112` }).count(), 0);
      await shown.go(`/stock-take?office=${encodeURIComponent(said.counted)}`);
      await scan(page, "SJN-T00111");
      await page.locator(".mark-scan-good").waitFor();
      assert.match(await left(page), /SJN-T00111/);
      await press(page, m.logIn.out);
      await page.getByLabel(m.logIn.name).waitFor();
      assert.equal(await left(page), null);
      assert.deepEqual(wrongIn(shown), []);
      await shown.close();

      await stand.as(stand.clerk, "/", async (page) => {
        await page.getByRole("link", { name: like(m.today.irregular) }).press("Enter");
        await press(page, `${m.irregularities.close}: SJN-T00112`);
        await fill(page, m.irregularities.close, { [m.irregularities.reason]: said.lost });
        await page.getByRole("button", { name: `${m.irregularities.close}: SJN-T00112` }).waitFor({ state: "detached" });
        assert.deepEqual(await barriersOfBoth(page), []);
      });
    });

    it("enters afterwards what was lent on paper, and shows what that contradicts", async () => {
      const { disaster, opening } = await makeDisaster(sayo, { ...typhoon, ...elsewhere }, 120);
      await stand.as(sayo, `/lend?disaster=${disaster}&opening=${opening}`, async (page) => {
        await page.getByRole("link", { name: m.lendings.toPaper }).press("Enter");
        const given = {
          [m.lendings.terminal]: "SJN-T00121",
          [m.lendings.account]: "nol/dr1205",
          [m.lendings.name]: onPaper,
          [m.lendings.employer]: "OTHER-TD",
          [m.lendings.paperFrom]: "2026-01-10T03:00",
          [m.lendings.paperReturned]: "2026-01-10T09:00",
          [m.lendings.paperNote]: said.slips,
        };
        for (const [label, value] of Object.entries(given)) await page.getByLabel(label, { exact: true }).fill(value);
        assert.deepEqual(await barriersOfBoth(page), []);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: m.lendings.contradictions }).waitFor();
        await page.getByText(said.outside).waitFor();
        assert.deepEqual(await barriersOfBoth(page), []);
      });
    });

    it("holds together at both widths, and by Tab alone", async () => {
      const [{ disaster, openings }] = (await sayo.ask("GET", "/api/v1/disasters")).items;
      const { items: lendings } = await sayo.ask("GET", "/api/v1/lendings");
      const of = `disaster=${disaster}&opening=${openings[0].opening}`;
      const paths = ["/", "/disasters", `/disaster?disaster=${disaster}`, `/lend?${of}`, `/take-back?${of}`, "/lendings?state=ended", `/lending?lending=${lendings[0].lending}`, "/pool?state=ready", "/stock-take", "/irregularities"];
      for (const width of [1280, 1920]) {
        const shown = await stand.open(sayo, { viewport: { width, height: 900 } });
        for (const path of paths) {
          await shown.go(path);
          assert.deepEqual(await barriersOfBoth(shown.page), [], path);
          assert.equal(await beyond(shown.page), 0, `${path} is wider than ${width} px`);
          if (width === 1280) assert.deepEqual(await unreached(shown.page), [], path);
          assert.deepEqual(shown.wrong.splice(0), [], path);
        }
        await shown.close();
      }
    });
  });
}
