// Makes a picture of every page: both languages, two widths, with much, little and no data.
//
//   npm run screens [-- FOLDER [NAME]]    into FOLDER (default: build/screens beside the sources);
//                                         only those whose name contains NAME
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Person } from "./people.mjs";
import { makeWork } from "./work.mjs";
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
  cases: () => "/cases",
  case: () => "/case?case=1",
  inquiries: () => "/inquiries",
  figures: () => "/figures",
  campaigns: () => "/campaigns",
  campaign: () => "/campaign?campaign=1",
  registers: () => "/registers",
  coming: () => "/coming",
  imports: () => "/imports",
  reach: () => "/reach?of=person&person=E100000&day=2024-07-01&registers=demo",
  people: () => "/people",
  account: () => "/account",
  logs: () => "/logs",
  evidence: () => "/evidence",
  "evidence-entry": () => "/evidence?entry=3",
  jobs: () => "/jobs",
  policies: () => "/policies",
  drafts: () => "/policies?view=drafts",
  "policy-history": () => "/policies?view=history",
  roles: () => "/policies?view=roles",
  draft: () => "/policy-draft?draft=4",
  "draft-difference": () => "/policy-draft?draft=4&view=difference",
  simulation: () => `/simulation?simulation=${work?.simulation ?? ""}`,
  deliveries: () => "/deliveries",
  delivery: () => "/delivery?delivery=2",
  archive: () => "/deliveries?view=archive",
  profiles: () => "/profiles",
  versions: () => `/versions${work ? `?review=${work.review}` : ""}`,
  exports: () => "/exports",
};

let work;

/** Who looks: may see everything, and has work to show where there is data. */
async function somebody(server, amount, data) {
  const admin = await (await new Person(server, "admin").enrol(server.code)).logIn();
  await admin.stepUp("account");
  const roles = ["conduct-regulation", "system-administrator"];
  const code = await admin.invite("hana", roles, { approves: true, administers: ["sekisho"] });
  const hana = await (await new Person(server, "hana").enrol(code)).logIn();
  if (amount === "none") return hana;
  await hana.ask("POST", "/api/v1/campaigns", { fiscal_year: 2024, half: 2, cut_off: "2025-04-20" });
  await hana.ask("POST", "/api/v1/cases", { scope: "campaign/1", review: "demo" });
  const reason = "異動後も閲覧しており、業務上の理由がない";
  await hana.ask("POST", "/api/v1/cases/1/triage", { outcome: "real", reason });
  const review = await hana.reviewHalf();
  const { systems, systems_without_log } = await hana.ask("GET", `/api/v1/reviews/${review}/coverage`);
  const owners = [...Object.keys(systems), ...systems_without_log].map((system) => ({
    system,
    department: "営業部 お客さまサービスセンター",
    extracted_by: `it-${system}`,
  }));
  await hana.ask("POST", "/api/v1/campaigns/1/freeze", { review, systems: owners });
  await hana.ask("POST", "/api/v1/cases/1/inquiries", {
    to: "manager",
    addressee: "営業部 お客さまサービスセンター 所長",
    subject: (await hana.ask("GET", "/api/v1/cases/1")).viewer ?? "P1",
    question: "ID・パスワードを他の者に知らせたことがありますか。ある場合は、その時期と理由をお答えください。",
    due: "2027-01-15",
  });
  work = await makeWork(server, admin, hana, data);
  return hana;
}

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
  const person = await somebody(server, amount, data.data);
  for (const { name, language, width, theme, file } of wanted) {
    const shown = await openPage(browser, server, {
      language,
      theme,
      person,
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
