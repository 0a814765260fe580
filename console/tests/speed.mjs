// How long people wait in Chromium: until a page is there, until a filter or an order shows, and
// whether scrolling leaves holes.
//
//   node tests/speed.mjs [--data DIR] [--accesses N] [--record]
//
//   --data      a server's data directory that is there, with at least one finished review
//   --accesses  otherwise a made-up utility of this size (default: 1,000,000)
//   --record    adds the figures to bench/history.ndjson
import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeData, makeToken, openPage, settled, startBrowser, startServer } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    accesses: { type: "string", default: "1000000" },
    record: { type: "boolean", default: false },
  },
});
const rounds = 5;
const screens = 40;

const data = values.data
  ? { data: values.data, token: makeToken(`${values.data}/store`, `speed-${process.pid}`), remove: () => undefined }
  : makeData(Number(values.accesses));
const server = await startServer(data);
const browser = await startBrowser();
const shown = await openPage(browser, server);
const { page } = shown;

const since = (began) => Math.round(performance.now() - began);

function median(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return { median: middle, spread: (sorted.at(-1) - sorted[0]) / 2 };
}

async function timed(work) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(since(began));
  }
  return median(times);
}

await shown.go("/scope");
const total = async (path) => {
  await shown.go(path);
  return Number((await page.locator(".total").innerText()).replace(/\D/g, ""));
};
const findings = await total("/findings");
const size = { findings };
const figures = [];

function tell(name, figure, more = {}) {
  const one = { metric: `console.${name}`, unit: "ms", ...figure, rounds, ...more, ...size };
  figures.push(one);
  console.log(JSON.stringify(one));
}

// As somebody opens them who was there before: scripts are in the browser's cache.
for (const [name, path] of [
  ["today", "/"],
  ["findings", "/findings"],
  ["scope", "/scope"],
  ["cases", "/cases"],
  ["logs", "/logs"],
]) {
  tell(`first_view`, await timed(() => shown.go(path)), { page: name });
}

await shown.go("/findings");
const system = page.getByLabel("システム");
const systems = await system.locator("option").evaluateAll((all) => all.map((one) => one.value));
tell(
  "filter",
  await timed(async (round) => {
    await system.selectOption(systems[1 + (round % (systems.length - 1))]);
    await settled(page);
  }),
);
await shown.go("/findings");
const orders = ["閲覧者", "システム", "ID", "判定区分", "日時"];
tell(
  "sort",
  await timed(async (round) => {
    await page.locator("[role=columnheader] a", { hasText: orders[round] }).first().click();
    await settled(page);
  }),
);

// Screen by screen, as fast as frames come: how many rows stand empty in a frame at the worst, and
// how long the slowest frame took.
await shown.go("/findings");
const scrolled = await page.evaluate(async (times) => {
  const list = document.querySelector(".table-scroll");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const [frames, holes] = [[], []];
  for (let at = 0; at < times; at += 1) {
    const began = performance.now();
    list.scrollTop += list.clientHeight;
    await frame();
    await frame();
    frames.push((performance.now() - began) / 2);
    holes.push(list.querySelectorAll("[role=row][aria-busy=true]").length);
  }
  return { slowest: Math.round(Math.max(...frames)), holes: Math.max(...holes) };
}, screens);
tell("scroll_frame", { median: scrolled.slowest, spread: 0 }, { of: "slowest", screens, holes: scrolled.holes });

const version = browser.version();
await browser.close();
await server.stop();
data.remove();

if (values.record) {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain") ? "+changes" : "";
  const run = {
    commit: git("rev-parse", "HEAD").slice(0, 12) + changed,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model} x${cpus().length}`,
    compiler: `Chromium ${version}`,
  };
  const lines = figures.map((one) => `${JSON.stringify({ ...run, ...one })}\n`);
  appendFileSync(`${root}bench/history.ndjson`, lines.join(""));
}
