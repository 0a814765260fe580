// Work that people did before a page of it is looked at: rules in force and drafted, logs handed in with
// their slips, versions of a scope, a simulation, a file that went out.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { enrolDesk, makeDisaster, makeEmergencies, makeLooks, ownAccount } from "./desk.mjs";
import { Person } from "./people.mjs";

const noPrint = `@id("no-print-at-night")
@title("Nobody prints at night")
@title_ja("夜間の印刷の禁止")
@basis("Rules on conduct regulation, handling of paper")
@basis_ja("行為規制運営要則(紙の取扱い)")
forbid (principal, action == Action::"print", resource);
`;
const noShared = `@id("no-shared")
@title("Nobody uses shared accounts")
@title_ja("共用IDの廃止")
forbid (principal, action in Action::"use", resource)
when { context.account.kind == "shared" };
`;
const noPrintTest = (outcome) => `title = "Printing"
title_ja = "印刷"
rules = ".."
world = "world.toml"

[[case]]
title = "a clerk prints"
title_ja = "従業者の印刷"
action = 'Action::"print"'
decision = "${outcome}"
`;

async function wait(person, { job, state }) {
  while (state === "queued" || state === "running") {
    await new Promise((done) => setTimeout(done, 300));
    ({ state } = await person.ask("GET", `/api/v1/jobs/${job}`));
  }
  if (state !== "done") throw new Error(`the job ${job} is ${state}`);
  return job;
}

/** A set in force on the approval of somebody else, one proposed, a draft with an error, and one without; returns that. */
export async function makeRules(hana, ken) {
  for (const person of [hana, ken]) await person.stepUp("policy-change");
  const draft = (title, files) => hana.ask("POST", "/api/v1/policy-drafts", { title, files });
  const at = ({ draft: { draft: id } }) => `/api/v1/policy-drafts/${id}`;
  const print = { name: "barrier/90-no-print.cedar", text: noPrint };
  const first = await draft("夜間の印刷の扱い", [print, { name: "tests/no-print.toml", text: noPrintTest("denied") }]);
  await hana.ask("POST", `${at(first)}/proposal`, { reason: "紙の紛失が続いたため" });
  await ken.ask("POST", `${at(first)}/approval`, { number: "決裁2026-1126" });
  await hana.ask("POST", `${at(first)}/application`, {});
  const second = await draft("委託先の端末の扱い", [{ ...print, text: noPrint.replace("Nobody prints at night", "Nobody prints") }]);
  await hana.ask("POST", `${at(second)}/proposal`, { reason: "題名の訂正" });
  const text = noPrint.replace("resource);", "resource)\nwhen { context.acount.inForce };");
  await draft("起案中(誤りあり)", [{ ...print, text }, { name: "tests/no-print.toml", text: noPrintTest("permitted") }]);
  // Its tests say that shared accounts may be used: it has no error, and what it would change can be seen.
  return draft("共用IDの廃止", [{ name: "barrier/91-no-shared.cedar", text: noShared }]);
}

async function upload(person, name, content) {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const begun = await person.ask("POST", "/api/v1/uploads", { name, bytes: content.length, sha256 });
  const response = await fetch(`${person.server.address}/api/v1/uploads/${begun.upload}`, {
    method: "PATCH",
    headers: {
      "Sekisho-Client": "test",
      Cookie: person.cookie,
      "Content-Type": "application/partial-upload",
      "Upload-Offset": "0",
    },
    body: content,
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return { upload: begun.upload, sha256 };
}

/** The first logs of a system, each with a slip; the second slip counts too many, the third is refused. */
export async function handIn(tada, folder, system = "nol") {
  const names = readdirSync(path.join(folder, system)).sort().slice(0, 3);
  for (const [at, name] of names.entries()) {
    const content = readFileSync(path.join(folder, system, name));
    const { upload: id, sha256 } = await upload(tada, `${system}/${name}`, content);
    const lines = content.filter((one) => one === 10).length;
    let { delivery } = await tada.ask("POST", "/api/v1/deliveries", {
      upload: id,
      system,
      extracted_by: "P000042",
      query: "SELECT * FROM access_log WHERE month = '2022-04' ORDER BY accessed_at",
      from: "2022-04-01",
      until: "2025-04-01",
      counted: lines - 1 + (at === 1 ? 7 : 0),
      sha256: at === 2 ? "0".repeat(64) : sha256,
    });
    // An administrator sees deliveries, and no jobs.
    while (delivery.state === "receiving") {
      await new Promise((done) => setTimeout(done, 300));
      delivery = await tada.ask("GET", `/api/v1/deliveries/${delivery.delivery}`);
    }
  }
}

/** A review that keeps what it worked out, and one that goes on from it by the rules in force; returns both. */
export async function makeVersions(hana, asked) {
  const start = async (more) => wait(hana, await hana.ask("POST", "/api/v1/reviews", { ...asked, ...more }));
  const first = await start({ keep: true });
  return { first, next: () => start({ since: first }) };
}

/** Rights that are handed in anew: one more, one that ended, one of nobody, and a row without a system; they wait. */
export async function prepareImport(hana, data) {
  const text = readFileSync(path.join(data, "registers", "demo", "entitlements.csv"), "utf8");
  const [head, first, second, ...rows] = text.trimEnd().split("\n");
  const cells = first.split(",");
  cells[4] = "2026-12-01T00:00:00+09:00";
  const more = [second.replace(/^[^,]*,[^,]*/, "nol,x99999"), ",x99998,照会,2026-12-01T00:00:00+09:00,,KESSAI-1"];
  const given = [head, cells.join(","), second, ...rows, ...more].join("\n") + "\n";
  const { upload: id } = await upload(hana, "entitlements.csv", Buffer.from(given));
  const begun = await hana.ask("POST", "/api/v1/imports", { uploads: [id] });
  await wait(hana, await hana.ask("GET", `/api/v1/jobs/${begun.job}`));
  return begun.import;
}

export async function simulate(hana, policies, review) {
  return wait(hana, await hana.ask("POST", "/api/v1/simulations", { policies, review }));
}

export async function sendOut(hana, review) {
  await hana.stepUp("export");
  return hana.ask("POST", "/api/v1/exports", {
    review,
    table: "findings",
    disposition: "violation",
    format: "csv",
    approval: "決裁2026-1126",
    recipient: "経済産業省 電力・ガス取引監視等委員会",
  });
}

/** A draft, and one that went out on a decision. */
export async function makePapers(hana, review) {
  await hana.stepUp("export");
  const paper = { paper: "viewpoints", review, format: "pdf", language: "ja" };
  await wait(hana, await hana.ask("POST", "/api/v1/reports", paper));
  const decided = { approval: "決裁2026-1127", recipient: "経済産業省 電力・ガス取引監視等委員会" };
  const month = { paper: "month", month: "2024-10", review, format: "xlsx", language: "en" };
  await wait(hana, await hana.ask("POST", "/api/v1/reports", { ...month, ...decided }));
}

/** All of it, as far as there is data for it; names what pages ask for. The others are made up. */
export async function makeWork(server, admin, hana, data, words, others = ["ken", "tada"]) {
  const [ken, tada] = others.map((name) => new Person(server, name));
  await ken.enrol(await admin.invite(ken.name, ["conduct-regulation"], { approves: true }));
  await ken.logIn();
  await tada.enrol(await admin.invite(tada.name, ["system-administrator"], { administers: ["nol"] }));
  await tada.logIn();
  const versions = await makeVersions(hana, {
    registers: "demo",
    logs: "demo",
    from: "2024-10-01",
    until: "2025-01-01",
  });
  const draft = await makeRules(hana, ken);
  const simulation = await simulate(hana, draft.draft.version, versions.first);
  const review = await versions.next();
  await sendOut(hana, review);
  await makePapers(hana, review);
  await handIn(tada, path.join(data, "logs", "demo"));
  const prepared = await prepareImport(hana, data);
  const [yui] = await enrolDesk(server, admin);
  const own = ownAccount(data);
  const desk = { ...(await makeDisaster(yui, words)), ...(await makeEmergencies(hana, ken, own, words)) };
  await makeLooks(hana, data, own, desk);
  return { draft: draft.draft.draft, simulation, review, desk, yui, prepared };
}
