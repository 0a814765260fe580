// Three people in a browser before the example systems, as `./dev gate` starts them: they log in (with an
// ID card, an authenticator app, a security key), go to the systems, and see what is theirs to see. Every
// byte that reaches the browser is searched for what must not.
//
//   node gate_browser_test.mjs [--screens DIR]    after `npm ci` and a build in console/
//
//   SEKISHO   the program, in the directory bin of its build
//   CHROMIUM  as console/tests/stage.mjs says
//
// With --screens it leaves pictures of what each of them sees.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "../console/node_modules/playwright-core/index.mjs";
import { browserPath, sekisho } from "../console/tests/stage.mjs";

if (!browserPath()) {
  console.log("skipped: there is no chromium");
  process.exit(77);
}

const limit = { timeout: 120_000 };
const screens = process.argv[2] === "--screens" ? process.argv[3] : "";
const start = fileURLToPath(new URL("../examples/systems/start.py", import.meta.url));

let stand, lines, facts, browser, one;

/** What the stand says to a line. */
async function tell(line) {
  stand.stdin.write(`${line}\n`);
  const { value, done } = await lines.next();
  if (done) throw new Error("the stand ended");
  return JSON.parse(value);
}

before(async () => {
  const build = path.dirname(path.dirname(sekisho));
  stand = spawn("python3", [start, "--json", "--port", "0", "--build", build], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  lines = createInterface({ input: stand.stdout })[Symbol.asyncIterator]();
  const { value, done } = await lines.next();
  if (done) throw new Error("the stand did not start");
  facts = JSON.parse(value);
  one = facts.customer;
  browser = await chromium.launch({
    executablePath: browserPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      `--ignore-certificate-errors-spki-list=${facts.spki}`,
    ],
  });
}, limit);

after(async () => {
  await browser?.close();
  if (stand) {
    const ended = new Promise((done) => stand.once("exit", done));
    stand.stdin.end();
    await ended;
  }
}, limit);

const addressOf = (system, to = "/") => facts.systems[system] + to;
const customer = () => addressOf("cc", `/customers/${one.point}`);
const phone = () => `phone=${encodeURIComponent(one.phone)}`;

/** A browser at somebody's desk. `received`: every answer of a system's host, with its headers. */
async function sit(who, { card, language = "ja-JP" } = {}) {
  const origins = [facts.login, ...Object.values(facts.systems)];
  const context = await browser.newContext({
    viewport: { width: 820, height: 600 },
    locale: language,
    proxy: { server: `http://${facts.desks[who]}`, bypass: "<-loopback>" },
    httpCredentials: { username: "SJN0001", password: "kyoyo-2024", origin: facts.registry },
    ...(card
      ? {
          ignoreHTTPSErrors: true, // of the hop within playwright that shows the card
          clientCertificates: origins.map((origin) => ({
            origin,
            certPath: facts.card.certificate,
            keyPath: facts.card.key,
          })),
        }
      : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const received = [];
  page.on("response", (response) => {
    const { origin } = new URL(response.url());
    if (!Object.values(facts.systems).includes(origin)) return;
    const headers = response.headersArray();
    received.push(
      Promise.all([headers, response.body().catch(() => Buffer.alloc(0))]).then(([head, body]) =>
        Buffer.concat([Buffer.from(JSON.stringify(head)), body]),
      ),
    );
  });
  return { who, page, context, received, close: () => context.close() };
}

/** The password, then what proves them besides, on the page that is there. */
async function logIn({ who, page }, proof, password = facts.password) {
  await page.getByLabel("ログイン名").fill(who);
  await page.getByLabel("パスワード").fill(password);
  await page.keyboard.press("Enter");
  if (proof === "card") return; // it was there with the password
  if (proof === "key") {
    await page.getByRole("radio", { name: "セキュリティキー" }).check(); // they have an app as well
    await page.getByRole("button", { name: "ログイン", exact: true }).click();
    return;
  }
  await page.getByLabel("認証アプリの6桁の数字").fill(await tell(`code ${who}`));
  await page.keyboard.press("Enter");
}

async function picture({ page }, name) {
  if (!screens) return;
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: path.join(screens, `${name}.png`) });
}

/** What nobody may see who is sent to restore supply. */
const hidden = () => [
  ...one.supplier,
  one.switching,
  one.contract,
  one.capacity,
  one.contract_date,
  one.bank_account,
  one.number,
  one.plant,
  ...one.notes,
  ...one.usage.flatMap(([, kwh]) => [String(kwh), kwh.toLocaleString("en-US")]),
];
const shown = () => [one.point, one.name, one.address, one.phone];

function spellings(text) {
  const escaped = JSON.stringify(text).slice(1, -1);
  const codes = [...text].map((char) => char.codePointAt(0));
  return [
    text,
    escaped,
    [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
    encodeURIComponent(text),
    codes.map((code) => `&#${code};`).join(""),
    codes.map((code) => `&#x${code.toString(16)};`).join(""),
  ];
}

/** Those of the texts that stand in the bytes; digits count where they are a whole number. */
const foundIn = (bytes, texts) =>
  texts.filter((text) =>
    spellings(text).some((spelt) => {
      for (let at = bytes.indexOf(spelt); at >= 0; at = bytes.indexOf(spelt, at + 1)) {
        const around = [bytes[at - 1], bytes[at + Buffer.byteLength(spelt)]];
        if (!around.some((byte) => byte >= 48 && byte <= 57)) return true;
      }
      return false;
    }),
  );

async function receivedBy({ received }) {
  return Buffer.concat(await Promise.all(received.splice(0)));
}

/** What stands in the document, scripts of the page or attributes included. */
const documentOf = async ({ page }) => Buffer.from(await page.content());

/** The page of the gate, in both languages; its reference number. */
async function denied({ page }, reason) {
  await page.getByRole("heading", { name: "表示できません / Not shown" }).waitFor();
  const text = await page.locator("body").innerText();
  assert.match(text, /権限がありません/);
  assert.match(text, /You may not see this/);
  assert.match(text, /情報管理室 内線1234/);
  if (reason) assert.ok(text.includes(reason), text);
  const reference = /受付番号 \/ Reference number\s+(\d{8}-[0-9a-f]{16})/.exec(text)?.[1];
  assert.ok(reference, text);
  return reference;
}

/** What the record says of a request. */
async function recorded(reference) {
  for (let tries = 0; ; ++tries) {
    const said = await tell(`looks ${reference}`);
    const found = said.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    assert.ok(found.every((look) => look.request === reference));
    if (found.length > 0) return found;
    if (tries === 100) throw new Error(`${reference} is not in the record`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

it("a clerk with an ID card comes back to where they wanted to go, and sees the whole", limit, async () => {
  const clerk = await sit("clerk", { card: true });
  const { page } = clerk;
  await page.goto(customer());
  await page.getByText("ログインが必要です").waitFor();
  assert.deepEqual(foundIn(await receivedBy(clerk), hidden()), []);
  await page.getByRole("link", { name: "ログイン / Log in" }).click();
  await logIn(clerk, "card");
  await page.getByRole("heading", { name: "お客さま照会" }).waitFor();
  assert.equal(page.url(), customer());
  const screen = await documentOf(clerk);
  for (const text of [...shown(), one.supplier[1], one.switching, one.bank_account, ...one.notes])
    assert.deepEqual(foundIn(screen, [text]), [text]);
  await page.getByText(`担当 ${facts.people.clerk}(c-clerk) 端末 ${facts.terminals.clerk}`).waitFor();
  await picture(clerk, "gate-clerk");

  // The other system, by one click, with the same session.
  await page.goto(`${facts.login}/console/systems`);
  await page.getByRole("button", { name: "お客さま受付システムを開く" }).waitFor();
  await picture(clerk, "gate-systems");
  await page.getByRole("button", { name: "託送契約オンラインを開く" }).click();
  await page.waitForURL(addressOf("nol"));
  const who = JSON.parse(await page.locator("body").innerText()).who;
  assert.deepEqual([who.person, who.terminal], [facts.people.clerk, facts.terminals.clerk]);
  await page.goto(addressOf("nol", `/points/${one.point}`));
  assert.deepEqual(foundIn(await documentOf(clerk), [one.supplier[1]]), [one.supplier[1]]);

  // The way there once more opens nothing: the code is used up.
  await page.goto(addressOf("nol", "/sekisho/enter?code=us0N9CpWfKjBbnT4rVh3kQ"));
  await page.getByText("移動できませんでした").waitFor();
  assert.equal(new URL(page.url()).origin, facts.login);
  await page.goto(facts.registry);
  await page.getByRole("link", { name: "一覧" }).waitFor();
  await clerk.close();
});

it("a helper sees what restoring supply takes, and nothing when the disaster is lifted", limit, async () => {
  const helper = await sit("helper");
  const { page } = helper;
  await page.goto(`${facts.login}/console/systems`);
  await logIn(helper, "app");
  await page.getByRole("button", { name: "お客さま受付システムを開く" }).click();
  await page.getByLabel("電話番号").fill(one.phone);
  await page.getByRole("button", { name: "検索" }).click();
  await page.getByRole("heading", { name: "検索結果" }).waitFor();
  assert.deepEqual(foundIn(await documentOf(helper), shown()), shown());
  await page.getByRole("link", { name: one.point }).click();
  await page.getByRole("heading", { name: "お客さま照会" }).waitFor();
  assert.equal(page.url(), customer());
  assert.deepEqual(foundIn(await documentOf(helper), shown()), shown());
  assert.deepEqual(foundIn(await documentOf(helper), hidden()), []);
  await picture(helper, "gate-helper");

  await page.goto(`${facts.login}/console/systems`);
  await page.getByRole("button", { name: "託送契約オンラインを開く" }).click();
  await page.waitForURL(addressOf("nol"));
  for (const to of [`/points/${one.point}`, `/points?${phone()}`]) {
    await page.goto(addressOf("nol", to));
    assert.deepEqual(foundIn(await documentOf(helper), shown()), shown(), to);
    assert.deepEqual(foundIn(await documentOf(helper), hidden()), [], to);
  }
  const download = page.waitForEvent("download");
  await page.goto(addressOf("nol", `/points.csv?area=${encodeURIComponent(one.address)}`)).catch(() => {});
  const stream = await (await download).createReadStream();
  const table = new TextDecoder("shift_jis").decode(Buffer.concat(await stream.toArray()));
  assert.ok(table.includes(one.address), table);
  assert.deepEqual(foundIn(Buffer.from(table), hidden()), []);
  assert.deepEqual(foundIn(await receivedBy(helper), hidden()), []);

  assert.equal(await tell("end"), "lifted");
  await page.goto(customer());
  await page.getByText("ログインが必要です").waitFor(); // what the session rested on is gone
  await page.getByRole("link", { name: "ログイン / Log in" }).click();
  await page.waitForURL(customer()); // they are still logged in to Sekisho
  const reference = await denied(helper);
  const [look, ...more] = await recorded(reference);
  assert.deepEqual([look.decision, look.system, more.length], ["deny", "cc", 0]);
  for (const bytes of [await receivedBy(helper), await documentOf(helper)])
    assert.deepEqual(foundIn(bytes, [...hidden(), ...shown().slice(1)]), []);
  await page.goto(`${facts.login}/console/systems`);
  await page.getByText("開ける業務システムはありません").waitFor();

  assert.equal(await tell("begin"), "declared for everywhere");
  await page.goto(customer());
  await page.getByRole("link", { name: "ログイン / Log in" }).or(page.getByText("お客さま照会")).first().waitFor();
  await helper.close();
});

it("somebody of the affiliate is shown nothing, though they log in with a security key", limit, async () => {
  const affiliate = await sit("affiliate");
  const { page } = affiliate;
  const devices = await affiliate.context.newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "usb",
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // They register their key with a code, as whoever is new does.
  await page.goto(`${facts.login}/console/systems`);
  await page.getByRole("button", { name: "登録コードをお持ちの方" }).click();
  await page.getByLabel("登録コード").fill(await tell("enrol affiliate"));
  await page.keyboard.press("Enter");
  const another = `${facts.password} ni mo`;
  await page.getByLabel("パスワード").fill(another);
  await page.keyboard.press("Enter");
  await page.getByText("パスワードを設定しました").waitFor();
  await page.getByRole("button", { name: "セキュリティキーを登録" }).click();
  await page.locator(".plain li").filter({ hasText: "セキュリティキー" }).waitFor();
  await page.getByRole("button", { name: "登録を終える" }).click();
  await logIn(affiliate, "key", another);
  await page.getByText("開ける業務システムはありません").waitFor();

  for (const [system, to] of [
    ["cc", `/customers/${one.point}`],
    ["cc", `/customers?${phone()}`],
    ["nol", `/points/${one.point}`],
    ["nol", `/points?${phone()}`],
    ["nol", `/points.csv?area=${encodeURIComponent(one.address)}`],
  ]) {
    await page.goto(addressOf(system, to));
    const link = page.getByRole("link", { name: "ログイン / Log in" });
    await link.or(page.getByText("権限がありません")).first().waitFor();
    if (await link.isVisible()) await link.click(); // the first time at each host
    const reference = await denied(affiliate);
    assert.equal(page.url(), addressOf(system, to));
    if (to === `/customers/${one.point}`) await picture(affiliate, "gate-denied");
    const [look, ...more] = await recorded(reference);
    assert.deepEqual([look.decision, look.system, more.length], ["deny", system, 0]);
    assert.deepEqual(foundIn(await documentOf(affiliate), [...hidden(), ...shown()]), []);
  }
  assert.deepEqual(foundIn(await receivedBy(affiliate), [...hidden(), ...shown().slice(1)]), []);

  // No gate of ours stands before the registry.
  await page.goto(`${facts.registry}/nintei/detail?setsubi=${one.plant}`);
  assert.deepEqual(foundIn(await documentOf(affiliate), [one.name]), [one.name]);
  await affiliate.close();
});
