// What tests in a browser stand on: a server with data, and the machine's Chromium.
//
//   SEKISHO   the program (default: ../build/release/bin/sekisho)
//   CHROMIUM  the browser (default: chromium, found in PATH)
//   PATIENCE  milliseconds that anything is waited for (default: 120000)
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
export const sekisho = path.resolve(
  process.env.SEKISHO ?? path.join(here, "../../build/release/bin/sekisho"),
);

export function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = (process.env.PATH ?? "").split(":").map((folder) => path.join(folder, "chromium"));
  return found.find((file) => existsSync(file));
}

const patience = Number(process.env.PATIENCE ?? 120_000); // on a machine that others use too

function run(...command) {
  const how = { stdio: ["pipe", "pipe", "ignore"], encoding: "utf8", timeout: 10 * patience };
  return execFileSync(sekisho, command, how);
}

/** The same of what ends with 1 where it found something to tell. */
function runWithFindings(...command) {
  try {
    run(...command);
  } catch (error) {
    if (error.status !== 1) throw error;
  }
}

/** What is waited for, or the end of patience. */
async function soon(what, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} took longer than ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What outlives this program unless it is ended: servers, and what they work in. */
const leftOver = new Set();
process.on("exit", () => [...leftOver].reverse().forEach((end) => end()));
for (const [signal, number] of [["SIGHUP", 1], ["SIGINT", 2], ["SIGTERM", 15]]) {
  process.once(signal, () => process.exit(128 + number));
}

const pseudonyms = ["p-7Vh3kQ0aZr", "p-Qm2xYwKq81"];

/** A directory for a server. `accesses` 0: nothing is there. */
export function makeData(accesses) {
  const place = newPlace();
  const { root, data } = place;
  mkdirSync(data);
  const store = path.join(data, "store");
  run("store", "init", store, "--origin", "example.com/evidence");
  if (accesses > 0) {
    const demo = path.join(root, "demo");
    run("demo", "--out", demo, "--accesses", String(accesses));
    for (const [kind, folder] of [["registers", "register"], ["logs", "logs"]]) {
      cpSync(path.join(demo, folder), path.join(data, kind, "demo"), { recursive: true });
    }
    runWithFindings("register", "import", path.join(demo, "register"), "--store", store, "--by", "1", "--reason", "月次取込");
    mkdirSync(`${data}/reviews`);
    const read = ["--registers", `${data}/registers/demo`, "--logs", `${data}/logs/demo`];
    runWithFindings("review", ...read, "--out", `${data}/reviews/demo`, "--data-only");
    const entries = Array.from({ length: 240 }, (_, index) => ({
      kind: "decision",
      time: new Date(Date.UTC(2025, 3, 1, 0, index)).toISOString().replace(".000", ""),
      system: ["nol", "nws", "cc"][index % 3],
      policy_set: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      facts_revision: "2025-04-01.1",
      actor: pseudonyms[index % 2],
      decision: index % 7 ? "permit" : "deny",
      action: "view",
    }));
    execFileSync(sekisho, ["evidence", "append", path.join(data, "store", "record")], {
      input: entries.map((one) => JSON.stringify(one)).join("\n") + "\n",
      stdio: ["pipe", "ignore", "ignore"],
      timeout: patience,
    });
  }
  return { ...place, token: makeToken(store) };
}

/** Directories of a server, which go with this program at the latest. */
function newPlace() {
  const root = mkdtempSync(path.join(tmpdir(), "sekisho-console-"));
  const remove = () => {
    leftOver.delete(remove);
    rmSync(root, { recursive: true, force: true });
  };
  leftOver.add(remove);
  return { root, data: path.join(root, "data"), spool: path.join(root, "spool"), remove };
}

/** The same data once more, for a server of its own, before any server opened it. */
export function copyOf({ root, token }) {
  const copy = newPlace();
  cpSync(root, copy.root, { recursive: true });
  return { ...copy, token };
}

/** For the people of the tests: may look at everything and run reviews. */
export function makeToken(store, login = "console") {
  const roles = ["conduct-regulation", "system-administrator"].flatMap((role) => ["--role", role]);
  const scopes = ["view", "run"].flatMap((scope) => ["--scope", scope]);
  const by = ["--login", login, "--by", "P1", "--number", "1", "--json"];
  return JSON.parse(run("user", "token", store, ...by, ...roles, ...scopes)).token;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => probe.once("listening", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** `sekisho serve` until `stop`. `firstCode` enrols the first administrator, where there is none; the browser comes by `host`. */
export async function startServer({ data, spool, token }, host = "localhost") {
  const listen = `127.0.0.1:${await freePort()}`;
  // Browsers have security keys on `localhost`, and on no number.
  const address = `http://${listen.replace("127.0.0.1", host)}`;
  const command = ["serve", "--data", data, "--listen", listen, "--origin", address, "--quiet", "--lang", "en"];
  if (spool) command.push("--spool", spool);
  const server = spawn(sekisho, command, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const kill = () => server.kill("SIGKILL");
  leftOver.add(kill);
  await soon("the server's start", lines.next());
  const ended = new Promise((done) => server.once("exit", done));
  return {
    address,
    token,
    spool,
    firstCode: async () =>
      (await soon("the server's first code", lines.next())).value?.split(": ")[1]?.split(" ")[0],
    stop: async () => {
      server.kill("SIGTERM");
      await soon("the server's end", ended).finally(() => { kill(); leftOver.delete(kill); });
    },
  };
}

export async function startBrowser() {
  return chromium.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
}

/** A page of somebody who is logged in (a `Person`, or whoever has the server's token), with a list of everything that went wrong in it. */
export async function openPage(browser, server, { language = "ja", theme = "light", dates = "western", person, ...view } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    locale: language === "ja" ? "ja-JP" : "en-GB",
    ...view,
  });
  await context.addInitScript(
    ([token, liked]) => {
      if (token && !sessionStorage.getItem("told")) sessionStorage.setItem("sekisho.token", token);
      sessionStorage.setItem("told", "yes");
      if (!localStorage.getItem("sekisho.preferences")) localStorage.setItem("sekisho.preferences", liked);
    },
    [person ? "" : (server.token ?? ""), JSON.stringify({ language, theme, dates })],
  );
  if (person) {
    await context.addCookies(person.cookies());
    await context.addInitScript(() => localStorage.setItem("sekisho.session", "open"));
  }
  const page = await context.newPage();
  await person?.key?.plugInto(page);
  page.setDefaultTimeout(patience);
  const wrong = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (origin !== server.address && protocol !== "data:" && protocol !== "blob:") wrong.push(request.url());
  });
  return {
    page,
    wrong,
    go: async (to) => {
      await page.goto(`${server.address}/console${to}`);
      await settled(page);
    },
    close: () => context.close(),
  };
}

/** Until nothing on the page is being fetched any more. */
export async function settled(page) {
  await page.waitForSelector("h1");
  await page.waitForFunction(
    () => !document.querySelector(".loading") && !document.querySelector("[aria-busy=true]"),
  );
}

