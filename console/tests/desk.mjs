// What the disaster desk did before a page of it is looked at, and emergencies of the company's own people.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Person } from "./people.mjs";
import { writeSpool } from "./spool.mjs";

const hours = (count) => new Date(Date.now() + count * 3_600_000).toISOString();

/** Somebody of the demo's own staff, with their account in a system. */
export function ownAccount(data, system = "nol") {
  const text = readFileSync(path.join(data, "registers", "demo", "accounts.csv"), "utf8");
  const row = text.split("\n").map((line) => line.split(",")).find(([of, , kind]) => of === system && kind === "personal");
  return { person: row[3], account: row[1] };
}

/** Two people of the desk: who declares, and who approves. */
export async function enrolDesk(server, admin, names = ["yui", "ren"]) {
  const people = [];
  for (const name of names) {
    const one = new Person(server, name);
    await one.enrol(await admin.invite(name, ["disaster-desk"]));
    people.push(await one.logIn());
  }
  return people;
}

/** Terminals and IDs that an office has ready. */
export const prepare = (yui, office, terminals, accounts) => yui.ask("POST", "/api/v1/pool", { office, terminals, accounts });

/** Two offices of a typhoon: one lends, one waits; a lending that is over and owes, one on paper that contradicts. */
export async function makeDisaster(yui, words, first = 0) {
  const { office, other, disaster: name } = words;
  const number = (at, digits) => String(first + at + 1).padStart(digits, "0");
  const terminals = Array.from({ length: 12 }, (_, at) => `SJN-T${number(at, 5)}`);
  const accounts = Array.from({ length: 11 }, (_, at) => `nol/dr${number(at, 4)}`);
  await prepare(yui, office, terminals.slice(0, 8), accounts.slice(0, 9));
  await prepare(yui, other, terminals.slice(8), accounts.slice(9));
  const opening = { areas: ["熊本県上益城郡", "熊本県阿蘇郡"], systems: ["nol"] };
  const declared = await yui.ask("POST", "/api/v1/disasters", {
    name,
    openings: [
      { ...opening, office, number: "2026-配-118", until: hours(240) },
      { ...opening, office: other },
    ],
  });
  const [lends] = declared.openings;
  const lend = (terminal, account, helper, more = {}) =>
    yui.ask("POST", `/api/v1/openings/${lends.opening}/lendings`, { terminal, account, name: helper, employer: "OTHER-TD", ...more });
  const [handed, ended, coming] = [
    await lend(terminals[0], accounts[0], words.helpers[0], { seat: "A-3" }),
    await lend(terminals[1], accounts[1], words.helpers[1]),
    await lend(terminals[2], accounts[2], words.helpers[2]),
  ];
  const at = ({ lending }) => `/api/v1/lendings/${lending}`;
  await yui.ask("POST", `${at(handed)}/slip`, { format: "text", language: "ja" });
  await yui.ask("POST", `${at(handed)}/handing-over`, { what: "slip" });
  await yui.ask("POST", `${at(ended)}/end`, { reason: "応援終了", grace_minutes: 0 });
  const paper = { note: "窓口の貸出簿 3ページ" };
  await lend(terminals[2], accounts[3], words.helpers[3], { from: hours(-5), until: hours(5), paper });
  await yui.ask("POST", "/api/v1/stock-takes", { office, codes: [...terminals.slice(3, 7), "X-9"].join("\n") });
  return { disaster: declared.disaster, opening: lends.opening, handed: handed.lending, ended: ended.lending, coming: coming.lending };
}

/** One emergency that waits, one under way, one over and not reviewed; a plan in force and one drafted. */
export async function makeEmergencies(hana, ken, { person, account }, words) {
  const ask = (reason) => hana.ask("POST", "/api/v1/emergencies", { person, system: "nol", account, reason, hours: 2 });
  const start = ({ emergency }) => ken.ask("POST", `/api/v1/emergencies/${emergency}/start`, {});
  const over = await ask(words.urgent);
  await start(over);
  await hana.ask("POST", `/api/v1/emergencies/${over.emergency}/end`, { reason: "対応が完了したため" });
  const running = await ask(words.urgent);
  await start(running);
  const asked = await ask(words.urgent);
  const plan = { system: "nol", opens: true, actions: ["view", "search"], minutes: 240, reason: words.outage };
  const { plan: id } = await hana.ask("POST", "/api/v1/outage-plans", plan);
  await ken.ask("POST", `/api/v1/outage-plans/${id}/start`, {});
  await hana.ask("POST", "/api/v1/outage-plans", { system: "nws", opens: false, reason: words.outage });
  return { over: over.emergency, running: running.emergency, asked: asked.emergency, plan: id };
}

/**
 * What a gate saw of it: looks under the emergency that runs, and looks that it let through while
 * Sekisho was down, of which the registers permit some, and of which one names nobody they know.
 */
export async function makeLooks(hana, data, { person, account }, { running, plan }) {
  const rows = readFileSync(path.join(data, "registers", "demo", "supply_contracts.csv"), "utf8").split("\n");
  const points = rows.slice(1, 9).map((row) => row.split(",")[0]);
  const now = Date.now() * 1000;
  const look = (at, more) => ({
    time: now - at * 1_000_000,
    request: `20261127-${String(4096 + at)}ab`,
    session: "s-5Ue2mQ",
    system: "nol",
    person,
    account,
    terminal: "SJN-T00001",
    address: "10.64.0.11",
    action: "view",
    kind: "supply_point",
    reasons: ["own-staff"],
    policy_set: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    facts_revision: "2026-11-26.3",
    ...more,
  });
  const outage = { outage_plan: String(plan), unconfirmed_since: now - 600_000_000 };
  writeSpool(hana.server.spool, [
    look(300, { ...outage, records: points.slice(0, 1) }),
    look(240, { ...outage, records: points.slice(1, 2), terminal: "SJR-T00267", address: "10.64.9.9" }),
    look(180, { ...outage, records: points.slice(2, 7), action: "list" }),
    look(120, { ...outage, records: points.slice(0, 1), person: "P-unknown", account: "x0000" }),
    look(0, { records: points.slice(0, 1), reasons: ["break-glass"] }),
    look(0, { records: points.slice(2, 6), reasons: ["break-glass"], action: "list" }),
  ]);
  const seen = async () => (await hana.ask("GET", `/api/v1/emergencies/${running}/looks`)).total;
  for (const end = Date.now() + 120_000; (await seen()) < 2; ) {
    if (Date.now() > end) throw new Error("the looks of the gate did not arrive");
    await new Promise((done) => setTimeout(done, 200));
  }
  const { items } = await hana.ask("GET", "/api/v1/outage-looks");
  const permitted = items.find((one) => one.judged_again?.allowed);
  const said = { result: "in-order", comment: "作業票と照合した" };
  await hana.ask("POST", "/api/v1/outage-looks/review", { looks: [String(permitted.look)], ...said });
}
