// What the tests in a browser stand on, for each language: a server with data and one without, a
// browser, somebody who administers accounts, and a clerk of the conduct-regulation department. People
// log in on the page, with a security key.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { KeyHolder } from "../keys.mjs";
import { password, Person } from "../people.mjs";
import { copyOf, makeData, openPage, settled, startBrowser, startServer } from "../stage.mjs";
import { press, write } from "./hands.mjs";
import { said } from "./said.mjs";
import { barriers, learnNames } from "./seen.mjs";
import { words } from "./words.mjs";

export const limit = { timeout: 480_000 };

const rule = { name: "barrier/90-x.cedar", text: "permit (" };
/** Titles of profiles, and what other people of the tests did before a page is looked at. */
const written = ["../../../sources/logs", "../stage.mjs", "../desk.mjs", "../work.mjs", "said.mjs"].map((one) =>
  fileURLToPath(new URL(one, import.meta.url)),
);
let made;

/** The data of every server with data, which is made once. */
function data() {
  made ??= makeData(30_000);
  return made;
}

/** What went wrong in a page, but for answers of these statuses: Chromium writes each of them down. */
export function wrongIn({ wrong }, ...statuses) {
  return wrong.filter((line) => !statuses.some((one) => line.includes(`the server responded with a status of ${one} `)));
}

export class Stand {
  /** `wants`: whether a part of that name is to be run in this language. */
  constructor(language, wants) {
    this.language = language;
    this.m = words[language];
    this.said = said[language];
    this.wants = wants;
    this.parts = 0;
    before(() => this.parts > 0 && this.#start(), limit);
    after(() => this.#stop(), limit);
  }

  /** Tests that can be run by themselves. None of them waits for ever. */
  part(name, tests) {
    if (!this.wants(name)) return;
    this.parts += 1;
    describe(`${name}, ${this.language}`, limit, tests);
  }

  async #start() {
    this.data = copyOf(data());
    learnNames(path.join(this.data.data, "registers", "demo"), ...written);
    this.empty = makeData(0);
    this.server = await startServer(this.data);
    this.emptyServer = await startServer(this.empty);
    this.browser = await startBrowser();
    this.admin = await new Person(this.server, "admin").enrol(await this.server.firstCode());
    await (await this.admin.logIn()).stepUp("account");
    this.clerk = await this.enrolled("hana", ["conduct-regulation"]);
    await this.clerk.stepUp("policy-change");
    await this.clerk.ask("POST", "/api/v1/policy-drafts", { title: "A rule", files: [rule] });
  }

  async #stop() {
    await this.browser?.close();
    for (const one of [this.server, this.emptyServer]) await one?.stop();
    for (const one of [this.data, this.empty]) one?.remove();
  }

  /** A page of somebody, or of the server's token; `more` as openPage takes it. */
  open(person, more = {}) {
    const { server = this.server, ...view } = more;
    return openPage(this.browser, server, { language: this.language, ...(person && { person }), ...view });
  }

  /** A page of whoever is not known, at the way in. */
  async outside(more) {
    const shown = await this.open(null, { server: { ...this.server, token: "" }, ...more });
    await shown.go("/");
    return shown;
  }

  /** Somebody of these roles: invited, enrolled with a security key, and logged in with it on the page. */
  async enrolled(name, roles, more) {
    const person = new KeyHolder(this.server, name);
    await person.enrol(await this.admin.invite(name, roles, more));
    const shown = await this.outside();
    await person.key.plugInto(shown.page);
    await this.logIn(shown.page, name);
    person.cookie = (await shown.page.context().cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
    assert.deepEqual(wrongIn(shown), []);
    await shown.close();
    return person;
  }

  /** Logs in by the keyboard with the key that is plugged into a page. */
  async logIn(page, name) {
    const { m } = this;
    await write(page, { [m.logIn.name]: name, [m.logIn.password]: password });
    await page.keyboard.press("Enter");
    await page.getByText(m.logIn.keyHelp).waitFor();
    await press(page, m.logIn.submit);
    await page.getByRole("heading", { name: m.pages.today, level: 1 }).waitFor();
    await settled(page);
  }

  /** What somebody does at a place of the console; nothing may be wrong with it but what is refused there. */
  async as(person, place, work, { statuses = [], ...more } = {}) {
    const shown = await this.open(person, more);
    await shown.go(place);
    const result = await work(shown.page, shown);
    assert.deepEqual(await barriers(shown.page), [], place);
    assert.deepEqual(wrongIn(shown, ...statuses), [], place);
    await shown.close();
    return result;
  }

  /** Which systems a review looked at, and of which it had no log. */
  async systemsOf(review) {
    const coverage = await this.clerk.ask("GET", `/api/v1/reviews/${review}/coverage`);
    return [...Object.keys(coverage.systems), ...coverage.systems_without_log];
  }
}
