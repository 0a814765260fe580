// Makes a picture of every page: both languages, two widths, light and dark, with much, little and
// no data, with long names, and where the server does not answer.
//
//   npm run screens [-- FOLDER [NAME...]]    into FOLDER (default: build/screens beside the sources);
//                                            only those whose name contains one of NAME
//   npm run screens -- --handbook [NAME...]   those of the clerk's handbook, into docs/screens
//   npm run screens -- --paper                pages that are printed, as A4 (PDF), into build/paper
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Person } from "./people.mjs";
import { makeWork } from "./work.mjs";
import { makeData, openPage, startBrowser, startServer } from "./stage.mjs";

const handbook = process.argv[2] === "--handbook";
const paper = process.argv[2] === "--paper";
const [folder, ...named] = handbook
  ? [fileURLToPath(new URL("../../docs/screens", import.meta.url)), ...process.argv.slice(3)]
  : paper
    ? [fileURLToPath(new URL("../../build/paper", import.meta.url))]
    : [process.argv[2] ?? fileURLToPath(new URL("../../build/screens", import.meta.url)), ...process.argv.slice(3)];
const ofHandbook = ["today", "findings", "finding", "scope", "cases", "campaign", "lend", "take-back", "emergency"];
const ofPaper = ["findings", "finding", "scope", "case", "campaign"];
const states = { much: 100_000, little: 2_000, none: 0, long: 2_000, errors: 2_000 };
const isWanted = (file) => named.length === 0 || named.some((one) => file.includes(one));

/** Names as they come, and longer than anybody expects. */
const usual = {
  login: "hana",
  department: "営業部 お客さまサービスセンター",
  addressee: "営業部 お客さまサービスセンター 所長",
  reason: "異動後も閲覧しており、業務上の理由がない",
  question: "ID・パスワードを他の者に知らせたことがありますか。ある場合は、その時期と理由をお答えください。",
  disaster: "台風12号",
  office: "熊本配電事業所",
  other: "阿蘇配電事業所",
  helpers: ["応援 太郎", "応援 花子", "応援 次郎", "応援 三郎"],
  urgent: "変電所の火災により、供給先の医療機関を直ちに確認する必要があるため",
  outage: "停電対応・保安業務の継続のため",
};
const long = {
  login: "hanako.higashiyamanouchi-watanabe.conduct-regulation@denryoku-network.example.co.jp",
  department:
    "お客さまサービス本部 営業企画統括部 電力契約管理センター 契約データ保全グループ 情報遮断・行為規制対応推進チーム(兼 事業所窓口業務支援担当)",
  addressee:
    "お客さまサービス本部 営業企画統括部 電力契約管理センター 契約データ保全グループ 情報遮断・行為規制対応推進チーム 統括責任者 東山ノ内渡辺 花子左衛門",
  reason: "異動後も旧所属のIDで閲覧しており、業務上の理由がない。".repeat(12),
  question: "ID・パスワードを他の者に知らせたことがありますか。ある場合は、その時期と理由をお答えください。".repeat(8),
  disaster: "令和8年9月に九州北部から四国にかけて上陸した台風12号および前線の停滞に伴う記録的な大雨による広域停電",
  office: "熊本県上益城郡・阿蘇郡・菊池郡広域配電統括センター 災害対応・復旧支援総合窓口(分室)",
  other: "阿蘇配電事業所",
  helpers: Array.from({ length: 4 }, (_, at) => `東山ノ内渡辺 花子左衛門之助 ${at + 1}`),
  urgent: "変電所の火災により、供給先の医療機関を直ちに確認する必要があるため。".repeat(6),
  outage: "停電対応・保安業務の継続のため。".repeat(12),
};

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
  import: () => `/import?import=${work?.prepared ?? ""}`,
  register: () => "/register?register=entitlements&key=nol/g10000",
  reach: () => "/reach?of=person&person=E100000&day=2024-07-01&registers=demo",
  people: () => "/people",
  account: () => "/account",
  systems: () => "/systems",
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
  reports: () => "/reports",
  disasters: () => "/disasters",
  disaster: () => "/disaster?disaster=1",
  lend: () => "/lend?disaster=1&opening=1",
  "lend-paper": () => "/lend?disaster=1&opening=1&paper=yes",
  lendings: () => "/lendings",
  lending: () => "/lending?lending=1",
  "lending-paper": () => "/lending?lending=4",
  "take-back": () => "/take-back?disaster=1&opening=1",
  pool: () => "/pool",
  "stock-take": () => "/stock-take",
  "stock-taking": (_, { office }) => `/stock-take?office=${encodeURIComponent(office)}`,
  irregularities: () => "/irregularities",
  emergencies: () => "/emergencies",
  emergency: () => "/emergency?emergency=1",
  "emergency-running": () => "/emergency?emergency=2",
  outages: () => "/outages",
  outage: () => "/outage?plan=1",
  "today-desk": () => "/",
  "outage-looks": () => "/outages?view=looks",
};

/** What is done on a page before the picture is made. */
const scan = (...given) => async (page, language) => {
  const codes = given.map((one) => one[language] ?? one);
  for (const code of codes) {
    await page.locator(".scanner input").first().fill(code);
    await page.keyboard.press("Enter");
  }
  await page.waitForFunction((count) => document.querySelectorAll(".mark[class*=mark-scan]").length === count, codes.length);
};
const acts = {
  // Nothing comes back twice.
  "take-back": scan("X-9", "SJN-T00009", { ja: "SJN-T00002", en: "SJN-T00001" }),
  "stock-taking": scan("SJN-T00004", "SJN-T00005", "SJN-T00004", "SJN-T00001", "X-9"),
};

/** Pages at which the disaster desk works; all others are looked at by who may see everything. */
const ofDesk = ["lend", "lend-paper", "lending", "lending-paper", "take-back", "pool", "stock-take", "stock-taking", "disaster", "disasters", "today-desk"];

let work;

/** Who looks: may see everything, and has work to show where there is data. */
async function somebody(server, state, data) {
  const words = state === "long" ? long : usual;
  const admin = await (await new Person(server, "admin").enrol(await server.firstCode())).logIn();
  await admin.stepUp("account");
  const roles = ["conduct-regulation", "system-administrator"];
  const code = await admin.invite(words.login, roles, { approves: true, administers: ["sekisho"] });
  const hana = await (await new Person(server, words.login).enrol(code)).logIn();
  if (state === "none") return hana;
  await hana.ask("POST", "/api/v1/campaigns", { fiscal_year: 2024, half: 2, cut_off: "2025-04-20" });
  await hana.ask("POST", "/api/v1/cases", { scope: "campaign/1", review: "demo" });
  await hana.ask("POST", "/api/v1/cases/1/triage", { outcome: "real", reason: words.reason });
  const review = await hana.reviewHalf();
  const { systems, systems_without_log } = await hana.ask("GET", `/api/v1/reviews/${review}/coverage`);
  const owners = [...Object.keys(systems), ...systems_without_log].map((system) => ({
    system,
    department: words.department,
    extracted_by: `it-${system}`,
  }));
  await hana.ask("POST", "/api/v1/campaigns/1/freeze", { review, systems: owners });
  // The letter names whom it is about.
  await hana.stepUp("unmask");
  await hana.ask("POST", "/api/v1/unmaskings", { thing: "case", id: "1", purpose: "照会のため" });
  await hana.ask("POST", "/api/v1/cases/1/inquiries", {
    to: "manager",
    addressee: words.addressee,
    subject: (await hana.ask("GET", "/api/v1/cases/1")).viewer ?? "P1",
    question: words.question,
    due: "2027-01-15",
  });
  work = await makeWork(server, admin, hana, data, words);
  return hana;
}

/** Every picture of a state; those of an unusual one in one colour scheme. */
function picturesOf(state) {
  const themes = state === "long" || state === "errors" ? ["light"] : ["light", "dark"];
  return ["log-in", ...Object.keys(pages)].flatMap((name) =>
    ["ja", "en"].flatMap((language) =>
      [1280, 1920].flatMap((width) =>
        themes.map((theme) => ({
          name,
          language,
          width,
          theme,
          file: `${name}-${state}-${language}-${width}-${theme}.png`,
        })),
      ),
    ),
  );
}

/** The server is there and knows who asks, and answers nothing else. */
async function breakServer({ page }, language) {
  const title = language === "ja" ? "サーバー内部でエラーが発生しました" : "Something failed in the server";
  const problem = { type: "about:blank", title, status: 500, request_id: "b3f1c2" };
  await page.route("**/api/v1/**", (route) =>
    new URL(route.request().url()).pathname === "/api/v1/session"
      ? route.continue()
      : route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
}

/** The upper part of a page, small enough to stand in a document; or the page as it is printed. */
function someOf(names, state, ending) {
  if (state !== "much") return [];
  return names.flatMap((name) =>
    ["ja", "en"].map((language) => ({ name, language, width: 1280, theme: "light", file: `${name}.${language}.${ending}` })),
  );
}

mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
for (const [state, accesses] of Object.entries(states)) {
  work = undefined;
  const wanted = handbook
    ? someOf(ofHandbook, state, "png").filter((one) => isWanted(one.file))
    : paper
      ? someOf(ofPaper, state, "pdf")
      : picturesOf(state).filter((one) => isWanted(one.file));
  if (wanted.length === 0) continue;
  const data = makeData(accesses);
  const server = await startServer(data);
  const person = await somebody(server, state, data.data);
  for (const { name, language, width, theme, file } of wanted) {
    const shown = await openPage(browser, name === "log-in" ? { ...server, token: "" } : server, {
      language,
      theme,
      ...(name === "log-in" ? {} : { person: ofDesk.includes(name) ? (work?.yui ?? person) : person }),
      dates: language === "ja" ? "era" : "western",
      viewport: { width, height: Math.round(width * 0.5625) },
    });
    if (state === "errors") await breakServer(shown, language);
    await shown.go(name === "log-in" ? "/" : await pages[name](shown, state === "long" ? long : usual));
    // What a server that fails does not show, nobody can do.
    if (work && state !== "errors") await acts[name]?.(shown.page, language);
    if (paper) await shown.page.pdf({ path: path.join(folder, file), preferCSSPageSize: true });
    else await shown.page.screenshot({ path: path.join(folder, file), fullPage: !handbook });
    // The browser tells by itself of what a server refuses: to somebody who has not logged in, or stated no purpose.
    const wrong = shown.wrong.filter((one) => !/status of 40[13]/.test(one));
    if (wrong.length > 0 && state !== "errors") console.error(file, wrong);
    await shown.close();
  }
  await server.stop();
  data.remove();
}
await browser.close();
console.log(folder);
