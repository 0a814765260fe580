// People who use `sekisho serve` over its API, so that a page can be opened as one of them.
import { createHmac } from "node:crypto";

export const password = "drei Wolken ueber dem Aso";
const stepSeconds = 30;
const patience = 120_000; // on a machine that others use too

/** What an authenticator app shows (RFC 6238). */
function appCode(secret, step) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** An app that shows each code once: the server takes one a step earlier or later than now. */
export class App {
  constructor(secret) {
    this.secret = secret;
    this.used = 0;
  }

  async code() {
    const now = () => Math.floor(Date.now() / 1000 / stepSeconds);
    const step = Math.max(now() - 1, this.used + 1);
    while (step > now() + 1) await new Promise((done) => setTimeout(done, 500));
    this.used = step;
    return appCode(this.secret, step);
  }
}

export class Person {
  constructor(server, name) {
    this.server = server;
    this.name = name;
    this.cookie = "";
  }

  /** The answer; what is too much for the server just now is asked again when it says. */
  async ask(method, path, body) {
    let response = await this.fetch(method, path, body);
    for (let left = patience; response.status === 503 && left > 0; ) {
      const wait = 1000 * Number(response.headers.get("Retry-After") ?? 1);
      await new Promise((done) => setTimeout(done, wait));
      left -= wait;
      response = await this.fetch(method, path, body);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const set = response.headers.getSetCookie().map((one) => one.split(";")[0]);
    if (set.length > 0) this.cookie = set.join("; ");
    return text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
  }

  fetch(method, path, body) {
    return fetch(this.server.address + path, {
      method,
      signal: AbortSignal.timeout(patience),
      headers: {
        "Sekisho-Client": "test",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(this.cookie ? { Cookie: this.cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async enrol(code) {
    const post = (path, body) => this.ask("POST", `/api/v1/enrolment${path}`, { code, ...body });
    await post("/password", { password });
    this.app = new App((await post("/app", {})).secret);
    await post("/app/confirmation", { name: "app", app_code: await this.app.code() });
    await post("/finish", {});
    return this;
  }

  async logIn() {
    const step = await this.ask("POST", "/api/v1/session", { login_name: this.name, password });
    await this.ask("POST", "/api/v1/session/factors", { login: step.login, ...(await this.answer(step)) });
    return this;
  }

  async stepUp(purpose) {
    await this.ask("POST", "/api/v1/session/step-up", { purpose, ...(await this.proof()) });
    return this;
  }

  /** The second factor, as log in takes it: here an app, in keys.mjs a security key. */
  async answer() {
    return { code: await this.app.code() };
  }

  /** The same for a fresh proof. */
  async proof() {
    return { password, ...(await this.answer()) };
  }

  /** A code for somebody else, who then enrols. A proof lasts minutes, and a slow machine's tests longer. */
  async invite(name, roles, more = {}) {
    const body = { login_name: name, person: `P-${name}`, roles, number: "2026-1", ...more };
    const ask = () => this.ask("POST", "/api/v1/users", body);
    const made = await ask().catch(async (error) => {
      if (!error.message.includes("fresh proof")) throw error;
      await this.stepUp("account");
      return ask();
    });
    return made.code;
  }

  /** A review of the demo's second half-year, when it is done; its name. */
  async reviewHalf() {
    const asked = { registers: "demo", logs: "demo", from: "2024-10-01", until: "2025-04-01" };
    let { job, state } = await this.ask("POST", "/api/v1/reviews", asked);
    for (const end = Date.now() + patience; state === "queued" || state === "running"; ) {
      if (Date.now() > end) break;
      await new Promise((done) => setTimeout(done, 500));
      ({ state } = await this.ask("GET", `/api/v1/jobs/${job}`));
    }
    if (state !== "done") throw new Error(`the review is ${state}`);
    return job;
  }

  /** The session as a browser keeps it. */
  cookies() {
    return this.cookie.split("; ").map((one) => {
      const [name, value] = one.split("=", 2);
      return { name, value, domain: "localhost", path: "/", secure: true, httpOnly: true, sameSite: "Strict" };
    });
  }
}
