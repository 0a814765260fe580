// The console in a browser, as people use it: every page in both languages and both colour schemes
// without a barrier that axe knows, without an error and without a request to anybody else; and the
// ways that people go, with the keyboard alone.
//
//   npm run test:browser [-- PART...]    only the parts whose names contain one of these
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { enrolDesk, makeDisaster, ownAccount, prepare } from "./desk.mjs";
import { App, password, Person } from "./people.mjs";
import { browserPath, makeData, openPage, settled, startBrowser, startServer } from "./stage.mjs";
import { makeWork } from "./work.mjs";

if (!browserPath()) {
  console.log("skipped: the pages were not tried, there is no chromium");
  process.exit(0);
}

const wanted = process.argv.slice(2);
const limit = { timeout: 480_000 };

/** Tests that can be run by themselves. None of them waits for ever. */
function part(name, tests) {
  if (wanted.length === 0 || wanted.some((one) => name.includes(one))) describe(name, limit, tests);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser, data, server, empty, emptyServer, admin, clerk;

before(async () => {
  data = makeData(30_000);
  server = await startServer(data);
  empty = makeData(0);
  emptyServer = await startServer(empty);
  browser = await startBrowser();
  admin = await new Person(server, "admin").enrol(await server.firstCode());
  await (await admin.logIn()).stepUp("account");
  clerk = await new Person(server, "hana").enrol(await admin.invite("hana", ["conduct-regulation"]));
  await clerk.logIn();
  await clerk.stepUp("policy-change");
  await clerk.ask("POST", "/api/v1/policy-drafts", { title: "委託先の端末の扱い", files: [{ name: "barrier/90-x.cedar", text: "permit (" }] });
}, limit);

after(async () => {
  await browser?.close();
  for (const one of [server, emptyServer]) await one?.stop();
  for (const one of [data, empty]) one?.remove();
}, limit);

/** What axe finds, a line each. The page's policy forbids scripts from elsewhere: evaluate is none. */
async function barriers(page, which = { type: "tag", values: rules }) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
  }, which);
}

/** The same in both colour schemes: in the other one only what depends on colours. */
async function barriersOfBoth(page) {
  const light = await barriers(page);
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  const dark = await barriers(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  return [...light, ...dark.map((one) => `dark: ${one}`)];
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
  "/cases": 1,
  "/inquiries": 1,
  "/figures": 1,
  "/registers": 1,
  "/coming": 1,
  "/imports": 1,
  "/reach": 1,
  "/campaigns": 1,
  "/people": 1,
  "/account": 1,
  "/systems": 1,
  "/evidence": 1,
  "/evidence?entry=3&kind=decision": 1,
  "/jobs": 1,
  "/policies": 1,
  "/policies?view=drafts": 1,
  "/policies?view=history": 1,
  "/policies?view=roles": 1,
  "/policy-draft?draft=1": 1,
  "/policy-draft?draft=1&view=difference": 1,
  "/policy-draft?draft=1&view=simulation": 1,
  "/policy-draft?draft=1&view=history": 1,
  "/deliveries": 1,
  "/deliveries?view=archive": 1,
  "/profiles?profile=nol.toml": 1,
  "/versions": 1,
  "/exports": 1,
  "/reports": 1,
  "/disasters": 1,
  "/lendings": 1,
  "/pool": 1,
  "/stock-take": 1,
  "/irregularities": 1,
  "/emergencies": 1,
  "/outages": 1,
  "/outages?view=looks": 1,
  "/no-such-page": 1,
};

for (const language of ["ja", "en"]) {
  part(`pages, ${language}`, () => {
    it("is open to everybody and asks nobody else", async () => {
      const shown = await openPage(browser, server, { language, dates: "era" });
      const paths = [
        ...Object.keys(places),
        await findingPath(shown, "?disposition=violation"),
        await findingPath(shown, "?disposition=doubtful"),
        await findingPath(shown, "?table=undetermined"),
      ];
      for (const path of paths) {
        await shown.go(path);
        assert.deepEqual(await barriersOfBoth(shown.page), [], path);
        assert.equal(await shown.page.locator("[role=alert]:not(:empty)").count(), 0, path);
        // A log's line is refused without a purpose, which Chromium writes down.
        assert.deepEqual(shown.wrong.splice(0).filter((one) => !one.includes("403")), [], path);
      }
      await shown.close();
    });

    it("says what to do where there is nothing", async () => {
      const shown = await openPage(browser, emptyServer, { language });
      for (const path of ["/", "/findings", "/scope", "/logs", "/cases", "/inquiries", "/figures", "/campaigns", "/registers", "/imports", "/coming", "/evidence", "/jobs", "/policies?view=drafts", "/deliveries", "/deliveries?view=archive", "/versions", "/exports", "/reports", "/disasters", "/lendings", "/pool", "/stock-take", "/irregularities", "/emergencies", "/outages", "/outages?view=looks"]) {
        await shown.go(path);
        assert.deepEqual(await barriersOfBoth(shown.page), [], path);
        assert.ok((await shown.page.locator(".empty, .help").count()) > 0, path);
      }
      // The browser itself tells of each 404; a server without a record answers so.
      assert.deepEqual(shown.wrong.filter((one) => !one.includes("404")), []);
      await shown.close();
    });
  });
}

part("the way in", () => {
  /** The page on which somebody new has typed the code that they were given. */
  async function atEnrolment(name) {
    const code = await admin.invite(name, ["internal-audit"]);
    const shown = await openPage(browser, { ...server, token: "" });
    await shown.go("/");
    await shown.page.getByRole("button", { name: "登録コードをお持ちの方" }).press("Enter");
    await shown.page.getByLabel("登録コード").fill(code);
    await shown.page.keyboard.press("Enter");
    return shown;
  }

  it("refuses a wrong token, takes the right one, and forgets it on the way out", async () => {
    const shown = await openPage(browser, { ...server, token: "" });
    await shown.page.goto(`${server.address}/`);
    await shown.page.waitForSelector("h1");
    assert.match(shown.page.url(), /\/console\/$/);
    assert.deepEqual(await barriers(shown.page), []);
    await shown.page.getByRole("button", { name: "API トークンで入る" }).press("Enter");
    const field = shown.page.getByLabel("API トークン");
    await field.fill("not-the-token");
    await field.press("Enter");
    await shown.page.locator(".failure").waitFor();
    assert.deepEqual(await barriers(shown.page), []);
    await field.fill(server.token);
    await field.press("Enter");
    await shown.page.getByRole("heading", { name: "本日の対応", level: 1 }).waitFor();
    assert.equal(await shown.page.evaluate(() => localStorage.getItem("sekisho.token")), null);
    await settled(shown.page);
    await shown.page.getByRole("button", { name: "ログアウト" }).press("Enter");
    await shown.page.getByLabel("ログイン名").waitFor();
    assert.equal(await shown.page.evaluate(() => sessionStorage.getItem("sekisho.token")), null);
    await shown.close();
  });

  it("shows a password to whoever typed it, and how strong a new one is", async () => {
    const shown = await atEnrolment("nao");
    const { page } = shown;
    const field = page.getByLabel("パスワード");
    await field.fill("password2026");
    await page.getByText("強さの目安: 弱い").waitFor();
    await page.getByText("推測されやすいか、過去に漏えいしたパスワードです").waitFor();
    assert.equal(await field.getAttribute("type"), "password");
    await page.getByRole("button", { name: "入力した文字を表示" }).press("Enter");
    assert.equal(await field.getAttribute("type"), "text");
    assert.deepEqual(await barriers(page), []);
    await field.fill(password);
    await page.getByText("強さの目安: 強い").waitFor();
    await shown.close();
  });

  it("enrols somebody with an app, lets them in by keyboard, and ends the session on the way out", async () => {
    const shown = await atEnrolment("sora");
    const { page } = shown;
    await page.getByText("「sora」").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByLabel("パスワード").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("パスワードを設定しました").waitFor();
    await page.getByRole("button", { name: "認証アプリを登録" }).press("Enter");
    const app = new App((await page.locator(".secret").innerText()).replaceAll(" ", ""));
    await page.getByLabel("認証アプリの6桁の数字").fill(await app.code());
    await page.keyboard.press("Enter");
    await page.locator(".plain li").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "登録を終える" }).press("Enter");

    await page.getByLabel("ログイン名").fill("sora");
    await page.getByLabel("パスワード").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByLabel("認証アプリの6桁の数字").or(page.locator(".failure")).waitFor();
    if (await page.getByRole("button", { name: "最初からやり直す" }).isVisible()) {
      await page.getByRole("button", { name: "最初からやり直す" }).press("Enter");
    }
    await page.getByLabel("パスワード").fill(password);
    await page.keyboard.press("Enter");
    await page.getByLabel("認証アプリの6桁の数字").fill(await app.code());
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "本日の対応", level: 1 }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "本日の対応", level: 1 }).waitFor();
    await page.getByRole("button", { name: "ログアウト" }).press("Enter");
    await page.getByLabel("ログイン名").waitFor();
    await page.reload();
    await page.getByLabel("ログイン名").waitFor();
    await shown.close();
  });

  it("enrols a security key, and lets in whoever touches it", async () => {
    const code = await admin.invite("kei", ["conduct-regulation"]);
    const shown = await openPage(browser, { ...server, token: "" });
    const { page } = shown;
    await addAuthenticator(shown);
    await shown.go("/");
    await page.getByRole("button", { name: "登録コードをお持ちの方" }).click();
    await page.getByLabel("登録コード").fill(code);
    await page.keyboard.press("Enter");
    await page.getByLabel("パスワード").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("パスワードを設定しました").waitFor();
    await page.getByRole("button", { name: "セキュリティキーを登録" }).press("Enter");
    await page.locator(".plain li").waitFor();
    await page.getByRole("button", { name: "登録を終える" }).press("Enter");
    await page.getByLabel("ログイン名").fill("kei");
    await page.getByLabel("パスワード").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("ブラウザーがセキュリティキー").waitFor();
    await page.getByRole("button", { name: "ログイン", exact: true }).press("Enter");
    await page.getByRole("heading", { name: "本日の対応", level: 1 }).waitFor();

    // With the key at hand a proof is one button: the export of what is seen.
    await shown.go("/findings?system=nol&sort=time");
    await page.getByRole("button", { name: "CSVで保存" }).press("Enter");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await barriers(page), []);
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "確認する" }).press("Enter");
    const csv = readFileSync(await (await file).path(), "utf8");
    const total = Number((await page.locator(".total").innerText()).replace(/\D/g, ""));
    assert.equal(csv.trimEnd().split("\n").length, total + 1);
    const book = page.waitForEvent("download");
    await page.getByRole("button", { name: "Excelで保存" }).press("Enter");
    const workbook = readFileSync(await (await book).path());
    assert.equal(workbook.subarray(0, 2).toString(), "PK");
    assert.match((await book).suggestedFilename(), /-findings\.xlsx$/);
    await shown.close();
  });

  it("shows where somebody is logged in, and ends what they do not know", async () => {
    const other = Object.assign(new Person(server, "hana"), { app: clerk.app });
    await other.logIn();
    const shown = await openPage(browser, server, { person: clerk });
    await shown.go("/account");
    const rows = shown.page.getByRole("group", { name: "ログイン中の端末" }).locator("tbody tr");
    const before = await rows.count();
    assert.ok(before >= 2);
    await rows.filter({ hasNotText: "この端末" }).first().getByRole("button", { name: "終了する" }).press("Enter");
    await shown.page.waitForFunction((count) => document.querySelectorAll("table")[0].rows.length === count, before);
    await assert.rejects(other.ask("GET", "/api/v1/session"));
    assert.deepEqual(await barriers(shown.page), []);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

/** A security key as Chromium plays one; whoever holds it consents. */
async function addAuthenticator({ page }) {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "usb", hasUserVerification: true, isUserVerified: true };
  await devices.send("WebAuthn.addVirtualAuthenticator", { options });
}

part("findings", () => {
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
    assert.match(wanted, /^仮名/);
    assert.equal(await shown.page.locator(".raw").count(), 0);
    assert.equal(await shown.page.locator("[role=alert]:not(:empty)").count(), 0);
    await shown.close();
  });

  it("are read in plain by whoever says why: the line and what would have allowed it", async () => {
    const shown = await openPage(browser, server, { person: clerk });
    const { page } = shown;
    await shown.go(await findingPath(shown, "?disposition=violation&route=kept-after-transfer&sort=time"));
    await page.locator(".finding .notice").waitFor();
    await page.locator(".finding").getByRole("button", { name: "個人を表示する" }).press("Enter");
    await page.getByLabel("閲覧の目的").fill("検出事項の一次確認のため");
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("dialog").getByRole("button", { name: "個人を表示する" }).press("Enter");
    await page.getByLabel("認証アプリの6桁の数字").fill(await clerk.app.code());
    await page.getByLabel("パスワード").fill(password);
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press("Enter");
    await page.locator(".would-allow li").first().waitFor();
    await settled(page);
    const account = await page.locator(".facts dd").nth(3).innerText();
    assert.doesNotMatch(account, /^仮名/);
    assert.ok((await page.locator(".raw").innerText()).includes(account));
    assert.deepEqual(await barriers(page), []);
    // Why, in a sentence; and a page that is opened anew still says until when it names people.
    const reason = page.locator(".fact-long dd").first();
    await reason.getByText("を満たしません").waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await page.locator(".review-bar").getByText("個人を表示中").count(), 1);
    assert.equal(await page.locator(".review-bar").getByRole("button", { name: "個人を表示する" }).count(), 0);
    await shown.go("/findings?sort=time");
    assert.doesNotMatch(await page.locator("[role=row] [role=cell]").nth(4).innerText(), /仮名/);
    await shown.close();
  });

  it("keep a view of them for one person, which names nobody", async () => {
    const shown = await openPage(browser, server, { person: clerk });
    const { page } = shown;
    await shown.go("/findings?system=nol&sort=time&viewer=E101246");
    await page.getByRole("button", { name: "保存した条件" }).press("Enter");
    await page.getByLabel("いまの条件に名前を付ける").fill("nol を古い順");
    await page.keyboard.press("Enter");
    const view = page.getByRole("link", { name: "nol を古い順" });
    assert.match(await view.getAttribute("href"), /findings\?sort=time&system=nol$/);
    assert.deepEqual(await barriers(page), []);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    assert.doesNotMatch(kept, /E101246/);
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

part("the scope", () => {
  it("shows who used whose ID, and gives each supplier's rows apart", async () => {
    const shown = await openPage(browser, server, { person: await clerk.stepUp("export") });
    const { page } = shown;
    await shown.go("/scope");
    const drawn = await page.getByRole("img", { name: "提供されたID" }).locator("path").count();
    assert.ok(drawn > 0);
    assert.equal(await page.getByRole("group", { name: "ID・パスワードの提供" }).locator("tbody tr").count(), drawn);
    const row = page.getByRole("group", { name: "小売電気事業者別" }).locator("tbody tr").first();
    const [supplier, looks] = [await row.locator("th").innerText(), await row.locator("td").first().innerText()];
    const file = page.waitForEvent("download");
    await row.getByRole("button", { name: "この事業者の分を保存" }).press("Enter");
    const [head, ...lines] = readFileSync(await (await file).path(), "utf8").trimEnd().split("\n");
    assert.equal(lines.length, Number(looks.replaceAll(",", "")));
    const at = head.split(",").indexOf("retailer");
    assert.ok(lines.every((line) => line.split(",")[at] === supplier));
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

part("open IDs", () => {
  it("name nobody in a scope to whoever stated no purpose", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/scope");
    const rows = shown.page.getByRole("group", { name: "権限が開放されたままの ID" }).locator("tbody tr");
    for (const row of await rows.all()) assert.match(await row.locator("td").nth(1).innerText(), /^仮名 [0-9a-f]+$/);
    assert.ok((await rows.count()) > 0);
    await shown.close();
  });
});

part("the guide", () => {
  let demo, demoServer, person;
  before(async () => {
    demo = makeData(2_000);
    demoServer = await startServer(demo);
    person = await (await new Person(demoServer, "admin").enrol(await demoServer.firstCode())).logIn();
    await person.stepUp("account");
    const code = await person.invite("aoi", ["conduct-regulation"]);
    person = await (await new Person(demoServer, "aoi").enrol(code)).logIn();
    const guide = {
      before: "demo",
      after: await person.reviewHalf(),
      registers: "demo",
      system: "nol",
      time: "2024-10-01T09:00:00+09:00",
      file: "demo/nol/NOL_202410.csv",
      line: "2",
    };
    writeFileSync(path.join(demo.data, "guide.json"), JSON.stringify(guide));
  }, limit);
  after(async () => {
    await demoServer?.stop();
    demo?.remove();
  }, limit);

  for (const [language, words] of Object.entries({
    ja: { begin: "始める", close: "案内を閉じる", open: "案内", next: /^次へ: / },
    en: { begin: "Begin", close: "Close the guide", open: "Guide", next: /^Next: / },
  })) {
    it(`leads through five places by keyboard, and stays away once closed, ${language}`, async () => {
      const shown = await openPage(browser, demoServer, { language, person });
      const { page } = shown;
      await shown.go("/");
      const guide = page.locator(".guide");
      const steps = guide.locator("ol a");
      assert.equal(await steps.count(), 5);
      assert.deepEqual(await barriersOfBoth(page), []);
      await guide.getByRole("link", { name: words.begin }).press("Enter");
      for (let at = 0; at < 5; at += 1) {
        await page.waitForFunction((now) => document.querySelectorAll(".guide ol a")[now].ariaCurrent === "step", at);
        await settled(page);
        assert.equal(await guide.locator("[aria-current=step]").count(), 1);
        if (at < 4) await guide.getByRole("link", { name: words.next }).press("Enter");
      }
      await page.waitForFunction(() => document.activeElement?.id === "suppliers");
      // What has scrolled under the guide is no target.
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      assert.deepEqual(await barriersOfBoth(page), []);
      await guide.getByRole("button", { name: words.close }).press("Enter");
      await guide.waitFor({ state: "detached" });
      await page.reload();
      await settled(page);
      assert.equal(await guide.count(), 0);
      await page.getByRole("button", { name: words.open, exact: true }).press("Enter");
      await guide.waitFor();
      assert.deepEqual(shown.wrong, []);
      await shown.close();
    });
  }

  it("is in no real installation", async () => {
    const shown = await openPage(browser, server, { person: clerk });
    await shown.go("/");
    assert.equal(await shown.page.locator(".guide").count(), 0);
    assert.equal(await shown.page.getByRole("button", { name: "案内", exact: true }).count(), 0);
    await shown.close();
  });
});

part("help", () => {
  it("is where people stumble: what a word means, and which keys there are", async () => {
    const shown = await openPage(browser, server);
    const { page } = shown;
    await shown.go("/scope");
    await page.getByRole("button", { name: "「確認不能」の意味" }).press("Enter");
    await page.getByText("またはどのログにも表れないもの").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "キーボード操作" }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("3");
    await page.getByRole("heading", { name: "調査案件", level: 1 }).waitFor();
    await page.getByRole("button", { name: "表示の設定" }).press("Enter");
    await page.getByLabel("キーボードショートカット").selectOption("off");
    await page.keyboard.press("Escape");
    await page.locator("main").focus();
    await page.keyboard.press("?");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await shown.close();
  });
});

/** What people of the disaster desk write. */
const words = {
  disaster: "台風12号",
  office: "熊本配電事業所",
  other: "阿蘇配電事業所",
  helpers: ["応援 太郎", "応援 花子", "応援 次郎", "応援 三郎"],
  urgent: "変電所の火災のため",
  outage: "停電対応のため",
};

/** Somebody of that role, enrolled and logged in. */
async function enrolled(name, roles, more) {
  return (await new Person(server, name).enrol(await admin.invite(name, roles, more))).logIn();
}

/** Fills in the dialog that a button opened and goes on. Labels are matched by their beginning. */
async function fill(page, button, values = {}) {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  for (const [label, value] of Object.entries(values)) {
    const field = dialog.getByLabel(label).first();
    if (await field.evaluate((one) => one.tagName === "SELECT")) await field.selectOption(value);
    else await field.fill(value);
  }
  assert.deepEqual(await barriers(page), []);
  await dialog.getByRole("button", { name: button, exact: true }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await settled(page);
}

part("cases", () => {
  it("are gathered, triaged by one, checked by another, and asked about", async () => {
    const second = await enrolled("ken", ["conduct-regulation"]);
    const mine = await openPage(browser, server, { person: await clerk.stepUp("unmask") });
    const { page } = mine;
    // Whoever clicks before everything has arrived is not ignored, and finds the newest review chosen.
    let arrive;
    const held = new Promise((done) => (arrive = done));
    await page.route("**/api/v1/reviews?*", async (route) => {
      await held;
      await route.continue();
    });
    await mine.go("/cases");
    await page.getByRole("button", { name: "検出事項をまとめる" }).press("Enter");
    await page.getByLabel("範囲の名称").fill("campaign/1");
    arrive();
    await page.waitForFunction(() => document.querySelector("dialog select")?.value === "demo");
    assert.equal(await page.getByLabel("範囲の名称").inputValue(), "campaign/1");
    await page.unroute("**/api/v1/reviews?*");
    await fill(page, "検出事項をまとめる", { 範囲の名称: "campaign/1" });
    const boxes = page.locator("tbody input[type=checkbox]");
    await boxes.first().waitFor();
    assert.deepEqual(await barriers(page), []);
    await boxes.first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("2 件を選択中").waitFor();
    await page.getByRole("button", { name: "一次確認", exact: true }).press("Enter");
    await fill(page, "一次確認", { 確認結果: "real", 理由: "異動後も閲覧しており、業務上の理由がない" });

    // Nobody checks what they did themselves; the answer says so, and nothing is done.
    await mine.go("/cases?state=triaged");
    await page.locator("tbody a").first().press("Enter");
    await page.getByRole("button", { name: "二次確認(同意する)" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "二次確認(同意する)" }).press("Enter");
    await page.getByRole("dialog").locator(".failure").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    // Whom the letter is about is kept back until a purpose is stated, in the dialog that lacks it.
    const facts = page.locator(".facts").first();
    assert.match(await facts.innerText(), /仮名 [0-9a-f]{10}/);
    await page.getByRole("button", { name: "照会する" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "照会する" });
    await dialog.getByLabel("照会先").selectOption("manager");
    await dialog.getByLabel("宛名").fill("営業部 営業課長");
    await dialog.getByLabel("照会事項").fill("ID・パスワードを他の者に知らせたことがありますか");
    await dialog.getByLabel("回答期日").fill("2027-01-15");
    await dialog.getByRole("button", { name: "照会する", exact: true }).press("Enter");
    await dialog.getByRole("button", { name: "個人を表示する" }).press("Enter");
    await page.getByLabel("閲覧の目的").fill("照会のため");
    await page.getByRole("button", { name: "個人を表示する" }).last().press("Enter");
    await page.waitForFunction(() => !/仮名 [0-9a-f]/.test(document.querySelector(".facts").innerText));
    await fill(page, "照会する", {
      照会先: "manager",
      宛名: "営業部 営業課長",
      照会事項: "ID・パスワードを他の者に知らせたことがありますか",
      回答期日: "2027-01-15",
    });
    const link = new URL(await page.locator(".secret").innerText());
    assert.deepEqual(await barriers(page), []);
    const at = new URL(page.url()).href.split("/console")[1];
    await mine.close();

    const stranger = await openPage(browser, { ...server, token: "" });
    await stranger.go(`/answer${link.search}`);
    await stranger.page.getByLabel("所属・氏名").fill("営業課長 佐藤");
    await stranger.page.getByLabel("回答", { exact: true }).fill("知らせていません");
    assert.deepEqual(await barriers(stranger.page), []);
    await stranger.page.getByRole("button", { name: "回答する" }).press("Enter");
    await stranger.page.getByText("回答を受け付けました").waitFor();
    await stranger.close();

    const theirs = await openPage(browser, server, { person: second });
    await theirs.go(at);
    await theirs.page.getByText("知らせていません").waitFor();
    await theirs.page.getByRole("button", { name: "二次確認(同意する)" }).press("Enter");
    await fill(theirs.page, "二次確認(同意する)");
    await theirs.page.locator("h2 .mark-case-closed").waitFor();
    await theirs.page.getByText("すべての経過が証跡の記録と一致しています").waitFor();
    assert.deepEqual(await barriers(theirs.page), []);
    // The other of the two, as one does with many.
    await theirs.go("/cases?state=triaged");
    await theirs.page.getByLabel("表示中をすべて選ぶ").check();
    await theirs.page.getByRole("button", { name: "二次確認(同意する)" }).press("Enter");
    await fill(theirs.page, "二次確認(同意する)");
    await theirs.page.locator(".empty").waitFor();
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();
  });
});

part("files of a case", () => {
  it("are given to whoever says why, in one go", async () => {
    await clerk.ask("POST", "/api/v1/cases", { scope: "files", review: "demo" });
    const { items } = await clerk.ask("GET", "/api/v1/cases?limit=1000");
    const one = items.at(-1);
    const shown = await openPage(browser, server, { person: await clerk.stepUp("unmask") });
    const { page } = shown;
    await shown.go(`/case?case=${one.case}`);
    const sent = { name: "発令通知書.txt", mimeType: "text/plain", buffer: Buffer.from("令和6年10月1日付けで出向を命ずる") };
    await page.getByLabel("資料を添付する").setInputFiles(sent);
    await page.getByRole("button", { name: "取り出す: 発令通知書.txt" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "個人を表示する" });
    await dialog.getByLabel("閲覧の目的").fill("発令日の確認のため");
    assert.deepEqual(await barriers(page), []);
    const file = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "個人を表示する" }).press("Enter");
    assert.deepEqual(readFileSync(await (await file).path()), sent.buffer);
    await dialog.waitFor({ state: "detached" });
    // What was refused at first is no error: the browser writes it down by itself.
    assert.deepEqual(shown.wrong.filter((line) => !line.includes("403")), []);
    await shown.close();
  });
});

part("a half-year", () => {
  it("goes from the frozen population to the approval, step by step, each by somebody else", async () => {
    const people = {
      clerk,
      owner: await enrolled("owner", ["network-clerk"]),
      quality: await enrolled("quality", ["first-line-quality"]),
      second: await enrolled("second", ["conduct-regulation"]),
      head: await enrolled("head", ["conduct-regulation"], { approves: true }),
    };
    const review = await clerk.reviewHalf();
    const coverage = await clerk.ask("GET", `/api/v1/reviews/${review}/coverage`);
    const systems = [...Object.keys(coverage.systems), ...coverage.systems_without_log];
    let path = "/campaigns";
    const as = async (name, work) => {
      const shown = await openPage(browser, server, { person: people[name] });
      await shown.go(path);
      await work(shown.page);
      assert.deepEqual(await barriers(shown.page), [], name);
      assert.deepEqual(shown.wrong, [], name);
      await shown.close();
    };
    await as("clerk", async (page) => {
      await page.getByRole("button", { name: "半期アクセスログ解析を始める" }).press("Enter");
      const half = { "年度": "2024", "半期": "2", "ログの受付締切日": "2025-04-20" };
      await fill(page, "半期アクセスログ解析を始める", half);
      await page.getByRole("link", { name: "2024年度下期分" }).press("Enter");
      await page.getByRole("button", { name: "対象データを確定する" }).press("Enter");
      const owners = systems.map((one) => `${one},営業部,it-${one}`).join("\n");
      await fill(page, "対象データを確定する", { 点検: review, システムと所管部門: owners });
      await page.locator(".step-now", { hasText: "結果の表明" }).waitFor();
      path = new URL(page.url()).href.split("/console")[1];
    });
    // The first system on the page, the others as programs would: it is the same for each.
    const each = async (name, step, body, button, values) => {
      const [first, ...others] = systems;
      const id = new URLSearchParams(path.split("?")[1]).get("campaign");
      for (const system of others) {
        await people[name].ask("POST", `/api/v1/campaigns/${id}/${step}`, { system, ...body });
      }
      await as(name, async (page) => {
        const head = page.getByRole("rowheader", { name: first, exact: true });
        await page.getByRole("row").filter({ has: head }).getByRole("button", { name: button }).press("Enter");
        await fill(page, button, values);
      });
    };
    const reason = "一部のログが残っていない";
    const stated = { statement: "not-determinable", department: "営業部", reason };
    await each("owner", "statements", stated, "結果を表明する", { 表明: "not-determinable", 理由: reason });
    await each("quality", "self-checks", { agrees: true }, "自主点検: 同意する");
    await each("second", "checks", { agrees: true }, "点検: 同意する");
    await as("head", async (page) => {
      await page.getByRole("button", { name: "決裁する" }).press("Enter");
      await fill(page, "決裁する", { 社内決裁の番号: "決裁2025-0501" });
      await page.getByText("決裁済み").first().waitFor();
      assert.equal(await page.locator(".step-done").count(), 6);
    });
    // The paper of it has the number of the decision and whoever signs.
    await clerk.stepUp("export");
    await as("clerk", async (page) => {
      await page.getByRole("button", { name: "報告書を作成する" }).press("Enter");
      const signed = { 提出先: "コンプライアンス委員会", 署名者: "行為規制管理者,送電 太郎" };
      await fill(page, "報告書を作成する", signed);
      await page.getByRole("link", { name: "報告書", exact: true }).last().press("Enter");
      const made = page.getByRole("row", { name: "半期アクセスログ解析 報告書 1" });
      await made.getByText("決裁2025-0501").waitFor();
      const file = page.waitForEvent("download");
      await made.getByRole("button", { name: "取り出す" }).press("Enter");
      assert.equal(readFileSync(await (await file).path()).subarray(0, 5).toString(), "%PDF-");
    });
  });
});

part("every role", () => {
  const roles = {
    "network-clerk": ["貸与・回収", "緊急利用", "半期解析・監査", "閲覧可否ルール", "ログ抽出・受領票"],
    "first-line-quality": ["検出事項", "半期解析・監査"],
    "conduct-regulation": ["検出事項", "調査案件", "台帳", "証跡"],
    "internal-audit": ["検出事項", "半期解析・監査", "証跡"],
    "external-assessor": ["照会票"],
    "disaster-desk": ["照会票", "災害対応", "貸出用端末・ID", "不備", "緊急利用"],
    "system-administrator": ["ログ抽出・受領票"],
  };
  for (const [role, pages] of Object.entries(roles)) {
    it(`finds on the first page what is theirs, and no door that is locked: ${role}`, async () => {
      const person = await enrolled(`is-${role}`, [role], role === "system-administrator" ? { administers: ["nol"] } : {});
      const shown = await openPage(browser, server, { person });
      const { page } = shown;
      await shown.go("/");
      assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0);
      assert.deepEqual(await barriersOfBoth(page), []);
      const groups = await page.locator("header nav").first().getByRole("link").all();
      const found = new Set();
      for (const to of await Promise.all(groups.map((one) => one.getAttribute("href")))) {
        await shown.go(to.replace("/console", ""));
        assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0, to);
        for (const name of await page.locator("header .within a, h1").allInnerTexts()) found.add(name);
      }
      for (const name of pages) assert.ok(found.has(name), `${name} of ${[...found]}`);
      assert.deepEqual(shown.wrong, []);
      await shown.close();
    });
  }
});

part("an audit", () => {
  it("goes from its own population over a sample and the review done again to its report", async () => {
    const auditor = await enrolled("auditor", ["internal-audit"]);
    const review = await clerk.reviewHalf();
    const coverage = await clerk.ask("GET", `/api/v1/reviews/${review}/coverage`);
    const owners = [...Object.keys(coverage.systems), ...coverage.systems_without_log];
    const shown = await openPage(browser, server, { person: auditor });
    const { page } = shown;
    await shown.go("/campaigns");
    await page.getByRole("button", { name: "内部監査を始める" }).press("Enter");
    await fill(page, "内部監査を始める", { 年度: "2024", 半期: "2", ログの受付締切日: "2025-04-20" });
    await page.getByRole("row", { name: "ログ解析の内部監査" }).getByRole("link").press("Enter");
    await page.getByRole("button", { name: "対象データを確定する" }).press("Enter");
    await fill(page, "対象データを確定する", { 点検: review, システムと所管部門: owners.map((one) => `${one},営業部,it-${one}`).join("\n") });
    await page.getByRole("button", { name: "標本を抽出する" }).press("Enter");
    await fill(page, "標本を抽出する", { 抽出の種: "第1234回宝くじ 01組123456", 行数: "2" });
    for (const verdict of ["agrees", "differs"]) {
      const rows = page.getByRole("group", { name: "標本" }).locator("tbody tr");
      await rows.filter({ hasNotText: "一致" }).first().getByRole("button", { name: "判定する" }).press("Enter");
      await fill(page, "判定する", { 監査の判定: verdict, 所見: "当番表と照合した" });
    }
    await page.getByRole("button", { name: "再実施する" }).press("Enter");
    await fill(page, "再実施する");
    for (let left = 60; left > 0 && (await page.getByText("再実施の結果").count()) === 0; left -= 1) {
      await page.waitForTimeout(1000);
      await page.reload();
      await settled(page);
    }
    await page.getByRole("button", { name: "監査報告を確定する" }).press("Enter");
    await fill(page, "監査報告を確定する", { 指摘事項: "当番表と台帳が一致しない端末がある" });
    await page.getByRole("button", { name: "監査報告を表示" }).press("Enter");
    await page.locator("pre").getByText("当番表と台帳が一致しない端末がある").waitFor();
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

part("papers", () => {
  it("are made as drafts by whoever proves who they are, and taken out as they were made", async () => {
    const shown = await openPage(browser, server, { person: await clerk.stepUp("export") });
    const { page } = shown;
    await shown.go("/reports");
    const row = page.getByRole("row", { name: "確認する事項・観点への回答" }).first();
    await row.getByRole("button", { name: "作成する" }).press("Enter");
    await fill(page, "作成する", { 形式: "xlsx", 署名者: "行為規制管理者," });
    const made = page.getByRole("row", { name: "確認する事項・観点への回答" }).filter({ hasText: "取り出す" });
    await made.waitFor();
    assert.match(await made.innerText(), /案[^]*Excel\(XLSX\)/);
    assert.deepEqual(await barriers(page), []);
    const file = page.waitForEvent("download");
    await made.getByRole("button", { name: "取り出す" }).press("Enter");
    const bytes = readFileSync(await (await file).path());
    assert.equal(bytes.subarray(0, 2).toString(), "PK");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.equal(await made.getByTitle(sha256).count(), 1);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

part("a log", () => {
  it("is handed in with its slip by whoever administers its system, and held against it", async () => {
    const tada = await enrolled("tada", ["system-administrator"], { administers: ["nol"] });
    const folder = path.join(data.data, "logs/demo/nol");
    const log = path.join(folder, readdirSync(folder).sort()[0]);
    const bytes = readFileSync(log);
    const shown = await openPage(browser, server, { person: tada });
    const { page } = shown;
    await shown.go("/deliveries");
    await page.getByText("ログを提出する", { exact: true }).click();
    await page.locator(".hand-in").getByLabel("システム").selectOption("nol");
    await page.getByLabel("ログのファイル").setInputFiles(log);
    const slip = {
      抽出者: "P000042",
      抽出条件: "SELECT * FROM access_log",
      抽出期間の初日: "2022-04-01",
      抽出期間の末日: "2025-03-31",
      抽出元での件数: String(bytes.filter((one) => one === 10).length),
      "抽出元での SHA-256": createHash("sha256").update(bytes).digest("hex"),
    };
    for (const [label, value] of Object.entries(slip)) await page.getByLabel(label).fill(value);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "提出する", exact: true }).press("Enter");
    await page.locator(".mark-delivery-archived").waitFor();
    await settled(page);
    // The heading of the file was counted as a record.
    await page.getByText("件数の相違").first().waitFor();
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

part("a rule", () => {
  it("is written, complained of, mended, approved by somebody else, and put into force", async () => {
    const ken = await enrolled("kenji", ["conduct-regulation"], { approves: true });
    const name = "barrier/91-no-print.cedar";
    const rule = (field) =>
      `@id("no-print")\n@title("Nobody prints")\n@title_ja("印刷の禁止")\nforbid (principal, action == Action::"print", resource)\nwhen { ${field} };\n`;
    const mine = await openPage(browser, server, { person: await clerk.stepUp("policy-change") });
    const { page } = mine;
    await mine.go("/policies?view=drafts");
    await page.getByRole("button", { name: "起案する" }).press("Enter");
    await fill(page, "起案する", { 件名: "印刷の扱い" });
    await page.getByRole("button", { name: "ファイルを追加" }).press("Enter");
    await fill(page, "ファイルを追加", { ファイル名: name });
    const text = page.getByLabel(`${name} の原文`);
    await text.fill(rule("context.acount.shared"));
    await page.locator(".complaint-error").getByText("属性 `acount` はありません").waitFor();
    assert.deepEqual(await barriers(page), []);
    await text.fill(rule('context.account.kind == "nobody"'));
    await page.getByText("入力中の内容での結果").waitFor();
    await page.locator(".complaint-error").waitFor({ state: "detached" });
    // What is not saved is not proposed, and not lost by looking at something else.
    await page.getByRole("link", { name: "経過" }).press("Enter");
    await page.getByText("保存すると決裁を求められます").waitFor();
    await page.getByRole("link", { name: "編集" }).press("Enter");
    await page.getByRole("button", { name: "保存する" }).press("Enter");
    const propose = page.getByRole("button", { name: "決裁を求める" });
    await page.getByText("保存すると決裁を求められます").waitFor({ state: "detached" });
    await propose.press("Enter");
    await fill(page, "決裁を求める", { 理由: "紙の紛失が続いたため" });
    const at = new URL(page.url()).href.split("/console")[1];

    const theirs = await openPage(browser, server, { person: await ken.stepUp("policy-change") });
    await theirs.go(at);
    await theirs.page.getByRole("button", { name: "決裁する" }).press("Enter");
    await fill(theirs.page, "決裁する", { 社内決裁の番号: "決裁2026-1126" });
    await theirs.page.locator(".mark-draft-approved").waitFor();
    assert.deepEqual(await barriers(theirs.page), []);
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();

    await page.reload();
    await page.getByRole("button", { name: "施行する" }).press("Enter");
    await fill(page, "施行する");
    await page.locator(".mark-draft-applied").waitFor();
    await mine.go("/policies?view=history");
    await page.getByText("印刷の扱い").first().waitFor();
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(mine.wrong, []);
    await mine.close();
  });
});

part("the record", () => {
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

part("jobs", () => {
  it("show how far a review is, until its result can be opened", async () => {
    const shown = await openPage(browser, server);
    await shown.go("/jobs");
    const jobs = shown.page.locator(".job");
    const before = await jobs.count();
    await shown.page.getByRole("button", { name: "開始", exact: true }).click();
    await jobs.nth(before).waitFor();
    const result = jobs.first().getByRole("link", { name: "結果を開く" });
    await result.waitFor({ timeout: 120_000 });
    await result.click();
    await settled(shown.page);
    assert.match(shown.page.url(), /\/scope\?review=/);
    assert.ok((await shown.page.locator(".wide tbody tr").count()) > 4);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });
});

/** What can be used on a page and the Tab key does not reach; behind a trap that is everything. */
async function unreached(page) {
  const count = await page.evaluate(() => {
    const used = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const can = (one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0;
    globalThis.unreached = new Set([...used].filter(can));
    addEventListener("focusin", ({ target }) => globalThis.unreached.delete(target));
    document.activeElement?.blur();
    return globalThis.unreached.size;
  });
  assert.ok(count > 10, `a page with ${count} things to use`);
  const left = () => page.evaluate(() => globalThis.unreached.size);
  for (let pressed = 0; pressed < 3 * count && (await left()) > 0; pressed += 1) await page.keyboard.press("Tab");
  return page.evaluate(() => [...globalThis.unreached].map((one) => one.outerHTML.slice(0, 200)));
}

part("rules, deliveries, profiles, exports and reports", () => {
  let work;
  before(async () => {
    work = await makeWork(server, admin, clerk, data.data, words, ["keiko", "tamaki"]);
  }, limit);

  it("hold together in English, dark, at both widths, and by Tab alone", async () => {
    const paths = [
      "/policies",
      "/policies?view=drafts",
      "/policies?view=history",
      `/policy-draft?draft=${work.draft}`,
      `/policy-draft?draft=${work.draft}&view=difference`,
      `/simulation?simulation=${work.simulation}`,
      "/deliveries",
      "/delivery?delivery=2",
      "/deliveries?view=archive",
      "/profiles?profile=nol.toml",
      `/versions?review=${work.review}`,
      "/exports",
      "/reports",
      "/coming",
      `/import?import=${work.prepared}`,
      "/register?register=entitlements&key=nol/g10000",
      "/emergencies?state=running",
      `/emergency?emergency=${work.desk.running}`,
      "/outages?view=looks",
    ];
    for (const width of [1280, 1920]) {
      const viewport = { width, height: 900 };
      const shown = await openPage(browser, server, { person: clerk, language: "en", theme: "dark", viewport });
      for (const path of paths) {
        await shown.go(path);
        assert.deepEqual(await barriers(shown.page), [], path);
        const beyond = await shown.page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        assert.ok(beyond <= 0, `${path} is ${beyond} px wider than ${width}`);
        // What is decided upon stands in sight as a whole.
        if (path.includes("looks")) {
          const hidden = await shown.page.locator(".wide").evaluate((table) => table.scrollWidth - table.clientWidth);
          assert.ok(hidden <= 0, `${path} hides ${hidden} px of its table at ${width}`);
        }
        if (width === 1280) assert.deepEqual(await unreached(shown.page), [], path);
        assert.deepEqual(shown.wrong.splice(0), [], path);
      }
      await shown.close();
    }
  });

  it("freeze findings as a workbook in English, with no hand on the mouse", async () => {
    const shown = await openPage(browser, server, { person: await clerk.stepUp("export"), language: "en", theme: "dark" });
    const { page } = shown;
    await shown.go("/exports");
    await page.getByRole("button", { name: "Freeze findings to go out" }).press("Enter");
    const said = { "Approval number": "D-2026-7", Recipient: "The regulator" };
    await fill(page, "Freeze findings to go out", said);
    const row = page.getByRole("row").filter({ hasText: "D-2026-7" });
    assert.match(await row.innerText(), /Excel \(XLSX\)/);
    const file = page.waitForEvent("download");
    await row.getByRole("button", { name: "Fetch" }).press("Enter");
    const bytes = readFileSync(await (await file).path());
    assert.equal(await row.getByTitle(createHash("sha256").update(bytes).digest("hex")).count(), 1);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });

  it("try a profile on what somebody typed", async () => {
    const shown = await openPage(browser, server, { person: clerk, language: "en", theme: "dark" });
    const { page } = shown;
    await shown.go("/profiles?profile=re.toml");
    await page.getByLabel("Or pasted").focus();
    const folder = path.join(data.data, "logs/demo/re");
    const [line] = readFileSync(path.join(folder, readdirSync(folder).sort()[0]), "utf8").split("\n");
    await page.keyboard.insertText(`${line}\nno line of a log\n`);
    await page.locator(".mark-clause-satisfied").waitFor();
    await page.locator(".mark-clause-failed").waitFor();
    assert.deepEqual(await barriers(page), []);
    await shown.close();
  });
});

/** A barcode scanner: it types what it reads and presses Enter, whatever the page is doing. */
async function scan(page, ...codes) {
  for (const code of codes) {
    await page.keyboard.insertText(code);
    await page.keyboard.press("Enter");
  }
}

part("the disaster desk", () => {
  let sayo, toru;
  before(async () => {
    [sayo, toru] = await enrolDesk(server, admin, ["sayo", "toru"]);
  }, limit);

  it("declares, lends, prints and takes back, with a scanner and no hand on the mouse", async () => {
    const shown = await openPage(browser, server, { person: sayo });
    const { page } = shown;
    await shown.go("/pool");
    await page.getByRole("button", { name: "端末・IDを追加" }).press("Enter");
    const terminals = ["SJN-T00101", "SJN-T00102", "SJN-T00103", "SJN-T99999"];
    await fill(page, "端末・IDを追加", { 事業所: "人吉配電事業所", 端末番号: terminals.join("\n"), ID: "nol/hi0001\nnol/hi0002" });
    await page.getByText("5 件を追加しました").waitFor();
    assert.equal(await page.locator(".notice li").count(), 1);
    assert.deepEqual(await barriersOfBoth(page), []);

    await shown.go("/disasters");
    await page.getByRole("button", { name: "災害対応を開始" }).press("Enter");
    await fill(page, "災害対応を開始", { 災害の名称: "球磨川の洪水", 事業所: "人吉配電事業所", 対象地域: "熊本県人吉市" });
    await page.getByRole("heading", { name: "球磨川の洪水", level: 2 }).waitFor();
    await page.getByRole("button", { name: "承認: 人吉配電事業所" }).press("Enter");
    // Nobody approves what they declared themselves.
    await page.getByRole("dialog").getByRole("button", { name: "承認", exact: true }).press("Enter");
    await page.getByRole("dialog").locator(".failure").waitFor();
    const at = new URL(page.url()).href.split("/console")[1];
    const theirs = await openPage(browser, server, { person: toru });
    await theirs.go("/");
    await theirs.page.getByRole("link", { name: /承認待ちの災害対応が \d+ 事業所/ }).waitFor();
    await theirs.go(at);
    await theirs.page.getByRole("button", { name: "承認: 人吉配電事業所" }).press("Enter");
    await fill(theirs.page, "承認");
    await theirs.page.locator(".mark-opening-open").waitFor();
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();

    await page.reload();
    await page.getByRole("link", { name: "貸与する" }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".lend") !== null);
    await settled(page);
    assert.deepEqual(await barriersOfBoth(page), []);
    // The terminal is scanned, the ID stands there, Enter leads on and lends at the end.
    await scan(page, "SJN-T00101", "応援 太郎", "OTHER-TD");
    await page.getByRole("heading", { name: /^貸与 第\d+号/, level: 2 }).waitFor();
    await settled(page);
    await page.getByText("nol/hi0001").first().waitFor();
    assert.deepEqual(await barriersOfBoth(page), []);
    assert.equal(await page.getByText("応援 太郎").count(), 0);
    await page.getByRole("button", { name: "貸出票を印刷" }).press("Enter");
    const sheet = page.locator(".sheet pre");
    await sheet.getByText("端末: SJN-T00101").waitFor();
    assert.match(await sheet.innerText(), /氏名: 応援 太郎/);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main > :visible").count(), 1);
    assert.equal(await page.locator("header").isVisible(), false);
    await page.emulateMedia({ media: null });
    await page.getByRole("button", { name: "票を閉じる" }).press("Enter");
    await page.getByRole("button", { name: "貸出票を渡した" }).press("Enter");
    await fill(page, "貸出票を渡した");
    await page.locator(".step-now", { hasText: "コード通知票" }).waitFor();
    await page.getByRole("button", { name: "ワンタイムコードを発行" }).press("Enter");
    await fill(page, "ワンタイムコードを発行", { 決裁番号: "2026-118" });
    await sheet.getByText(/ワンタイムコード: \S+/).waitFor();
    await page.getByText("二度と表示されません").waitFor();
    assert.deepEqual(await barriersOfBoth(page), []);
    await page.getByRole("button", { name: "通知票を渡した" }).press("Enter");
    await fill(page, "通知票を渡した");
    // The next helper: the form is empty, and the focus where one begins.
    await page.getByRole("link", { name: "次の応援者に貸与" }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".lend") !== null);
    await scan(page, "SJN-T00102", "応援 花子", "OTHER-TD");
    await page.getByRole("heading", { name: /^貸与 第\d+号/, level: 2 }).waitFor();
    await page.getByRole("button", { name: /^操作: 貸与/ }).press("Enter");
    await page.getByRole("button", { name: "貸与を終了" }).press("Enter");
    await fill(page, "貸与を終了", { 理由: "応援終了", 猶予: "0" });
    await page.locator(".mark-lending-ended").waitFor();

    // Faster than anybody could look: none is lost, and the field is always free.
    await page.getByRole("link", { name: "回収", exact: true }).press("Enter");
    await page.locator(".scanner input").first().waitFor();
    await page.waitForFunction(() => document.activeElement?.closest(".scanner") !== null);
    await scan(page, "SJN-T00102", "X-9", "SJN-T00103", "SJN-T00102");
    await page.waitForFunction(() => document.querySelectorAll("[class*=mark-scan]").length === 4);
    const said = await page.locator("[class*=mark-scan]").allInnerTexts();
    assert.deepEqual(said, ["貸与中ではありません", "貸与中ではありません", "登録がありません", "回収しました"]);
    assert.match(await page.locator(".scanned").innerText(), /SJN-T00102\s*貸与中ではありません/);
    assert.ok(await page.evaluate(() => document.activeElement?.closest(".scanner") !== null));
    assert.equal(await page.getByRole("group", { name: "まだ返ってきていないもの" }).locator("tbody tr").count(), 1);
    assert.deepEqual(await barriersOfBoth(page), []);
    assert.deepEqual(await unreached(page), []);
    // What a refused act asked is written down by the browser itself.
    assert.deepEqual(shown.wrong.filter((line) => !line.includes("403")), []);
    await shown.close();
  });

  it("says what a stock-take misses, and leaves the closing to somebody else", async () => {
    await prepare(sayo, "天草配電事業所", ["SJN-T00111", "SJN-T00112"], []);
    const [kei] = await enrolDesk(server, admin, ["kei"]);
    const shown = await openPage(browser, server, { person: kei, language: "en", theme: "dark" });
    const { page } = shown;
    await shown.go("/pool");
    await page.getByRole("link", { name: "Stock-take" }).press("Enter");
    await page.getByLabel("Office").selectOption("天草配電事業所");
    await page.waitForFunction(() => document.activeElement?.closest(".scanner") !== null);
    await scan(page, "SJN-T00111", "SJN-T00111", "SJN-T00101");
    await page.waitForFunction(() => document.querySelectorAll("[class*=mark-scan]").length === 3);
    assert.deepEqual(await page.locator("[class*=mark-scan]").allInnerTexts(), ["Of another office", "Scanned already", "Is there"]);
    await page.getByRole("heading", { name: "1 terminal not scanned yet" }).waitFor();
    assert.deepEqual(await barriers(page), []);
    // A reload takes nothing away; logging out does, at the end.
    await page.reload();
    await page.getByText("This goes on from 3 codes scanned before.").waitFor();
    assert.deepEqual(await page.locator("[class*=mark-scan]").allInnerTexts(), ["Of another office", "Scanned already", "Is there"]);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Scan anew from the beginning" }).press("Enter");
    await page.getByRole("heading", { name: "2 terminals not scanned yet" }).waitFor();
    await scan(page, "SJN-T00111");
    await page.getByRole("heading", { name: "1 terminal not scanned yet" }).waitFor();
    const left = () => page.evaluate(() => sessionStorage.getItem("sekisho.unfinished"));
    assert.match(await left(), /SJN-T00111/);
    await page.getByRole("button", { name: "Finish the stock-take" }).press("Enter");
    await fill(page, "Finish the stock-take");
    const taken = page.getByRole("group", { name: "Stock-takes so far" }).locator("tbody tr").first();
    await taken.getByText("SJN-T00112").waitFor();
    assert.doesNotMatch(await left(), /SJN-T00111/);
    await shown.go("/irregularities?state=open");
    await page.getByRole("button", { name: "Close: SJN-T00112" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("found under a desk");
    await dialog.getByRole("button", { name: "Close", exact: true }).press("Enter");
    await dialog.locator(".failure").waitFor();
    assert.deepEqual(await barriers(page), []);
    await shown.go("/stock-take?office=天草配電事業所");
    await scan(page, "SJN-T00111");
    await page.locator(".mark-scan-good").waitFor();
    assert.match(await left(), /SJN-T00111/);
    await page.getByRole("button", { name: "Log out" }).press("Enter");
    await page.getByLabel("Login name").waitFor();
    assert.equal(await left(), null);
    assert.deepEqual(shown.wrong.filter((line) => !line.includes("403")), []);
    await shown.close();

    const theirs = await openPage(browser, server, { person: clerk });
    await theirs.go("/");
    await theirs.page.getByRole("link", { name: /未完了の不備が/ }).press("Enter");
    await theirs.page.getByRole("button", { name: "完了にする: SJN-T00112" }).press("Enter");
    await fill(theirs.page, "完了にする", { 理由: "紛失届を受理した" });
    await theirs.page.getByRole("button", { name: "完了にする: SJN-T00112" }).waitFor({ state: "detached" });
    assert.deepEqual(await barriersOfBoth(theirs.page), []);
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();
  });

  it("enters afterwards what was lent on paper, and shows what that contradicts", async () => {
    const { disaster, opening } = await makeDisaster(sayo, { ...words, office: "八代配電事業所", other: "水俣配電事業所" }, 120);
    const shown = await openPage(browser, server, { person: sayo });
    const { page } = shown;
    await shown.go(`/lend?disaster=${disaster}&opening=${opening}`);
    await page.getByRole("link", { name: "紙で貸与したものを後から入力" }).press("Enter");
    await page.getByLabel("端末", { exact: true }).fill("SJN-T00121");
    await page.getByLabel("ID", { exact: true }).fill("nol/dr1205");
    await page.getByLabel("氏名", { exact: true }).fill("応援 五郎");
    await page.getByLabel("所属会社コード").fill("OTHER-TD");
    await page.getByLabel("貸与した日時").fill("2026-01-10T03:00");
    await page.getByLabel("返却された日時").fill("2026-01-10T09:00");
    await page.getByLabel("紙の保管場所").fill("窓口の貸出簿 4ページ");
    assert.deepEqual(await barriersOfBoth(page), []);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "紙の記録と矛盾するもの" }).waitFor();
    await page.getByText("災害対応期間外です").waitFor();
    assert.deepEqual(await barriersOfBoth(page), []);
    assert.deepEqual(shown.wrong, []);
    await shown.close();
  });

  for (const language of ["ja", "en"]) {
    it(`holds together at both widths, and by Tab alone, ${language}`, async () => {
      const { items } = await sayo.ask("GET", "/api/v1/disasters");
      const [{ disaster, openings }] = items;
      const { items: lendings } = await sayo.ask("GET", "/api/v1/lendings");
      const of = `disaster=${disaster}&opening=${openings[0].opening}`;
      const paths = ["/", "/disasters", `/disaster?disaster=${disaster}`, `/lend?${of}`, `/take-back?${of}`, "/lendings?state=ended", `/lending?lending=${lendings[0].lending}`, "/pool?state=ready", "/stock-take", "/irregularities"];
      for (const width of [1280, 1920]) {
        const shown = await openPage(browser, server, { person: sayo, language, viewport: { width, height: 900 } });
        for (const path of paths) {
          await shown.go(path);
          assert.deepEqual(await barriersOfBoth(shown.page), [], path);
          const beyond = await shown.page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
          assert.ok(beyond <= 0, `${path} is ${beyond} px wider than ${width}`);
          if (width === 1280) assert.deepEqual(await unreached(shown.page), [], path);
          assert.deepEqual(shown.wrong.splice(0), [], path);
        }
        await shown.close();
      }
    });
  }
});

part("emergencies", () => {
  it("are asked for, approved by somebody else, ended early and reviewed by a third", async () => {
    const [head, third] = [await enrolled("head-of", ["conduct-regulation"], { approves: true }), await enrolled("third", ["conduct-regulation"])];
    const { person, account } = ownAccount(data.data);
    const mine = await openPage(browser, server, { person: clerk });
    const { page } = mine;
    await mine.go("/emergencies");
    await page.getByRole("button", { name: "緊急利用を申請" }).press("Enter");
    await fill(page, "緊急利用を申請", { 従業者番号: person, システム: "nol", ID: account, 理由: "変電所の火災のため", 時間: "1" });
    await page.locator(".step-now", { hasText: "承認" }).waitFor();
    // Who is to look is masked, and nobody approves what they asked for.
    assert.match(await page.locator(".facts dd").first().innerText(), /^仮名/);
    assert.deepEqual(await barriersOfBoth(page), []);
    await page.getByRole("button", { name: "承認", exact: true }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "承認", exact: true }).press("Enter");
    await page.getByRole("dialog").locator(".failure").waitFor();
    await page.keyboard.press("Escape");
    const at = new URL(page.url()).href.split("/console")[1];

    const second = await openPage(browser, server, { person: head });
    await second.go("/");
    await second.page.getByRole("link", { name: /承認待ちの緊急利用が/ }).press("Enter");
    await settled(second.page);
    assert.match(second.page.url(), /emergencies\?state=asked$/);
    await second.go(at);
    await second.page.getByRole("button", { name: "承認", exact: true }).press("Enter");
    await fill(second.page, "承認");
    await second.page.locator("h2 .mark-emergency-running").waitFor();
    assert.deepEqual(await barriersOfBoth(second.page), []);
    assert.deepEqual(second.wrong, []);
    await second.close();

    await mine.go(at);
    await page.getByRole("button", { name: "終了させる" }).press("Enter");
    await fill(page, "終了させる", { 理由: "対応が完了した" });
    await page.locator("h2 .mark-emergency-over").waitFor();
    assert.deepEqual(mine.wrong.filter((line) => !line.includes("403")), []);
    await mine.close();

    const theirs = await openPage(browser, server, { person: third, language: "en", theme: "dark" });
    await theirs.go("/");
    await theirs.page.getByRole("link", { name: /emergenc(y|ies) to review/ }).waitFor();
    await theirs.go(at);
    await theirs.page.getByText("Nothing was looked at.").waitFor();
    await theirs.page.getByRole("button", { name: "Review" }).press("Enter");
    await fill(theirs.page, "Review", { Result: "in-order", "What was looked into": "Held against the record of the fire" });
    await theirs.page.locator("h2 .mark-emergency-reviewed").waitFor();
    assert.deepEqual(await barriers(theirs.page), []);
    assert.deepEqual(await unreached(theirs.page), []);
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();
  });

  it("have plans for an outage, in force on somebody else's word", async () => {
    const head = await enrolled("head-too", ["conduct-regulation"], { approves: true });
    const mine = await openPage(browser, server, { person: clerk });
    const { page } = mine;
    await mine.go("/outages");
    await page.getByRole("button", { name: "取扱いを起案" }).press("Enter");
    await page.getByRole("dialog").getByLabel("照会", { exact: true }).check();
    await fill(page, "取扱いを起案", { システム: "cc", 停止時: "yes", "開けておく時間": "60", 理由: "停電対応のため" });
    await page.locator("h2 .mark-plan-drafted").waitFor();
    assert.deepEqual(await barriersOfBoth(page), []);
    const at = new URL(page.url()).href.split("/console")[1];
    assert.deepEqual(mine.wrong, []);
    await mine.close();
    const theirs = await openPage(browser, server, { person: head, language: "en" });
    await theirs.go(at);
    await theirs.page.getByRole("button", { name: "Approve" }).press("Enter");
    await fill(theirs.page, "Approve");
    await theirs.page.locator("h2 .mark-plan-in-force").waitFor();
    await theirs.page.getByText("60 minutes").waitFor();
    assert.deepEqual(await barriersOfBoth(theirs.page), []);
    await theirs.go("/outages?view=looks&reviewed=no");
    assert.deepEqual(await barriersOfBoth(theirs.page), []);
    assert.deepEqual(theirs.wrong, []);
    await theirs.close();
  });
});
