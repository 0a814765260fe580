// The console in a browser, as people use it: every page in both languages and both colour schemes
// without a barrier that axe knows, without an error and without a request to anybody else; and the
// ways that people go, with the keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { makeData, openPage, settled, startBrowser, startServer } from "./stage.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser, data, server, empty, emptyServer;

before(async () => {
  data = makeData(30_000);
  server = await startServer(data);
  empty = makeData(0);
  emptyServer = await startServer(empty);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  for (const one of [server, emptyServer]) await one?.stop();
  for (const one of [data, empty]) one?.remove();
});

/** What axe finds, a line each. The page's policy forbids scripts from elsewhere: evaluate is none. */
async function barriers(page) {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
  }, rules);
}

async function findingPath(shown, search) {
  await shown.go(`/findings${search}`);
  const link = shown.page.locator("[role=row] a[href*='/finding?']").first();
  return (await link.getAttribute("href")).replace("/console", "");
}

const places = {
  "/": 1,
  "/findings": 1,
  "/findings?table=undetermined": 1,
  "/findings?view=timeline": 1,
  "/findings?view=matrix": 1,
  "/findings?retailer=nobody": 1,
  "/scope": 1,
  "/logs": 1,
  "/evidence": 1,
  "/evidence?entry=3&kind=decision": 1,
  "/jobs": 1,
  "/no-such-page": 1,
};

for (const [language, theme] of [["ja", "light"], ["ja", "dark"], ["en", "light"], ["en", "dark"]]) {
  describe(`every page, ${language}, ${theme}`, () => {
    it("is open to everybody and asks nobody else", async () => {
      const shown = await openPage(browser, server, { language, theme, dates: "era" });
      const paths = [
        ...Object.keys(places),
        await findingPath(shown, "?disposition=violation"),
        await findingPath(shown, "?disposition=doubtful"),
        await findingPath(shown, "?table=undetermined"),
      ];
      for (const path of paths) {
        await shown.go(path);
        assert.deepEqual(await barriers(shown.page), [], path);
        assert.equal(await shown.page.locator("[role=alert]:not(:empty)").count(), 0, path);
        // A log's line is refused without a purpose, which Chromium writes down.
        assert.deepEqual(shown.wrong.splice(0).filter((one) => !one.includes("403")), [], path);
      }
      await shown.close();
    });

    it("says what to do where there is nothing", async () => {
      const shown = await openPage(browser, emptyServer, { language, theme });
      for (const path of ["/", "/findings", "/scope", "/logs", "/evidence", "/jobs"]) {
        await shown.go(path);
        assert.deepEqual(await barriers(shown.page), [], path);
        assert.ok((await shown.page.locator(".empty, .help").count()) > 0, path);
      }
      // The browser itself tells of each 404; a server without a record answers so.
      assert.deepEqual(shown.wrong.filter((one) => !one.includes("404")), []);
      await shown.close();
    });
  });
}

describe("the way in", () => {
  it("refuses a wrong token, takes the right one, and forgets it on the way out", async () => {
    const shown = await openPage(browser, { ...server, token: "" });
    await shown.page.goto(`${server.address}/`);
    await shown.page.waitForSelector("h1");
    assert.match(shown.page.url(), /\/console\/$/);
    assert.deepEqual(await barriers(shown.page), []);
    const field = shown.page.getByLabel("API トークン");
    await field.fill("not-the-token");
    await field.press("Enter");
    await shown.page.locator(".wrong:not(:empty)").waitFor();
    await field.fill(server.token);
    await field.press("Enter");
    await shown.page.getByRole("heading", { name: "本日の対応", level: 1 }).waitFor();
    assert.equal(await shown.page.evaluate(() => localStorage.getItem("sekisho.token")), null);
    await settled(shown.page);
    await shown.page.getByRole("button", { name: "ログアウト" }).press("Enter");
    await field.waitFor();
    assert.equal(await shown.page.evaluate(() => sessionStorage.getItem("sekisho.token")), null);
    await shown.close();
  });
});

describe("findings", () => {
  it("are filtered by the address, and the address by the filters", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/findings");
    const total = () => shown.page.locator(".total").innerText();
    const all = await total();
    await shown.page.getByLabel("システム").selectOption("nws");
    await settled(shown.page);
    assert.match(shown.page.url(), /system=nws/);
    const some = await total();
    assert.notEqual(some, all);
    await shown.page.reload();
    await settled(shown.page);
    assert.equal(await total(), some);
    await shown.page.goBack();
    await settled(shown.page);
    assert.equal(await total(), all);
    await shown.close();
  });

  it("are opened with the keyboard alone, and name nobody without a purpose", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/findings?disposition=violation&route=kept-after-transfer&sort=time");
    await shown.page.locator(".table-scroll").focus();
    await shown.page.keyboard.press("ArrowDown");
    const wanted = await shown.page.locator("[role=row].at [role=cell]").nth(4).innerText();
    await shown.page.keyboard.press("Enter");
    await shown.page.locator(".finding .notice").waitFor();
    await settled(shown.page);
    assert.ok((await shown.page.locator("h2").first().innerText()).includes(wanted));
    assert.equal(await shown.page.locator(".raw").count(), 0);
    assert.equal(await shown.page.locator("[role=alert]:not(:empty)").count(), 0);
    await shown.close();
  });

  it("are not taken out with a token, and the page says so", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/findings?system=nol&sort=time");
    await shown.page.getByRole("button", { name: "CSVで保存" }).press("Enter");
    await shown.page.locator(".failure[role=alert]").waitFor();
    assert.deepEqual(await barriers(shown.page), []);
    await shown.close();
  });

  it("scroll to the last of them without a hole", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/findings?sort=time");
    const total = Number((await shown.page.locator(".total").innerText()).replace(/\D/g, ""));
    await shown.page.locator(".table-scroll").focus();
    for (let at = 0; at < total + 600; at += 500) {
      await shown.page.keyboard.press("End");
      await settled(shown.page);
    }
    const last = shown.page.locator("[role=row].at");
    assert.equal(await last.getAttribute("aria-rowindex"), String(total + 1));
    assert.notEqual(await last.locator("[role=cell]").nth(2).innerText(), "");
    assert.ok((await shown.page.locator("[role=row]").count()) < 100);
    await shown.close();
  });
});

describe("the record", () => {
  it("gives out an entry and a receipt that prove each other elsewhere", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/evidence?entry=5");
    const saved = {};
    for (const [name, button] of [["entry", "記録の原文を保存"], ["receipt", "記録証明書を保存"]]) {
      const file = shown.page.waitForEvent("download");
      await shown.page.getByRole("button", { name: button }).click();
      saved[name] = readFileSync(await (await file).path(), "utf8");
    }
    assert.match(saved.entry, /^\{"action":"view","actor":"p-/);
    assert.match(saved.receipt, /^c2sp\.org\/tlog-proof@v1\nindex 5\n/);
    await shown.close();
  });
});

describe("jobs", () => {
  it("show how far a review is, until its result can be opened", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/jobs");
    await shown.page.getByRole("button", { name: "開始", exact: true }).click();
    const result = shown.page.getByRole("link", { name: "結果を開く" });
    await result.waitFor({ timeout: 120_000 });
    await result.click();
    await settled(shown.page);
    assert.match(shown.page.url(), /\/scope\?review=/);
    assert.ok((await shown.page.locator(".wide tbody tr").count()) > 4);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});
