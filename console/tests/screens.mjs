// Makes a picture of every page: both languages, two widths, with much, little and no data.
//
//   npm run screens [-- FOLDER [NAME]]    into FOLDER (default: build/screens beside the sources);
//                                         only those whose name contains NAME
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeData, openPage, startBrowser, startServer } from "./stage.mjs";

const [folder = fileURLToPath(new URL("../../build/screens", import.meta.url)), only = ""] =
  process.argv.slice(2);
const amounts = { much: 100_000, little: 2_000, none: 0 };

async function firstFinding(shown) {
  await shown.go("/findings?disposition=violation&route=kept-after-transfer&sort=time");
  const link = shown.page.locator("[role=row] a[href*='/finding?']").first();
  if ((await link.count()) === 0) return "/finding";
  return new URL(await link.getAttribute("href"), shown.page.url()).href.split("/console")[1];
}

const pages = {
  today: () => "/",
  findings: () => "/findings",
  "findings-timeline": () => "/findings?view=timeline",
  "findings-matrix": () => "/findings?view=matrix",
  finding: firstFinding,
  scope: () => "/scope",
  logs: () => "/logs",
  evidence: () => "/evidence",
  "evidence-entry": () => "/evidence?entry=3",
  jobs: () => "/jobs",
};

mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
for (const [amount, accesses] of Object.entries(amounts)) {
  const names = Object.keys(pages).flatMap((name) =>
    ["ja", "en"].flatMap((language) =>
      [1280, 1920].flatMap((width) =>
        ["light", "dark"].map((theme) => ({ name, language, width, theme, file: `${name}-${amount}-${language}-${width}-${theme}.png` })),
      ),
    ),
  );
  const wanted = names.filter((one) => one.file.includes(only));
  if (wanted.length === 0) continue;
  const data = makeData(accesses);
  const server = await startServer(data);
  for (const { name, language, width, theme, file } of wanted) {
    const shown = await openPage(browser, server, {
      language,
      theme,
      dates: language === "ja" ? "era" : "western",
      viewport: { width, height: Math.round(width * 0.5625) },
    });
    await shown.go(await pages[name](shown));
    await shown.page.screenshot({ path: path.join(folder, file), fullPage: true });
    if (shown.wrong.length > 0) console.error(file, shown.wrong);
    await shown.close();
  }
  const stranger = await openPage(browser, { ...server, token: "" });
  await stranger.go("/");
  if ("log-in".includes(only)) await stranger.page.screenshot({ path: path.join(folder, `log-in-${amount}.png`) });
  await stranger.close();
  await server.stop();
  data.remove();
}
await browser.close();
console.log(folder);
