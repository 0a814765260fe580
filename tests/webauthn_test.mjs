// Security keys as Chromium plays them (its virtual authenticator, by DevTools), against a server:
// what a browser signs for another page, for another party, without the person, a second time or
// with a copied key, opens nothing.
//
//   node webauthn_test.mjs     after `npm ci` in console/; SEKISHO and CHROMIUM as stage.mjs says
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { password, Person } from "../console/tests/people.mjs";
import { browserPath, makeData, startBrowser, startServer } from "../console/tests/stage.mjs";

if (!browserPath()) {
  console.log("skipped: there is no chromium");
  process.exit(77);
}

const limit = { timeout: 240_000 };
// Browsers take every name below `localhost` for this machine, and none of them is another's party.
const party = "desk.sekisho.localhost";
const wider = "sekisho.localhost";
const key = { protocol: "ctap2", transport: "usb", hasUserVerification: true, isUserVerified: true };

let data, server, api, browser, admin;

before(async () => {
  data = makeData(0);
  server = await startServer(data, party);
  api = { address: server.address.replace(party, "127.0.0.1") };
  admin = await new Person(api, "admin").enrol(await server.firstCode());
  await (await admin.logIn()).stepUp("account");
  browser = await startBrowser();
}, limit);

after(async () => {
  await browser?.close();
  await server?.stop();
  data?.remove();
}, limit);

/** A page of a host, with an authenticator plugged in; nothing of ours runs in it. */
async function openPage({ host = party, ...more } = {}) {
  const page = await (await browser.newContext()).newPage();
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  const added = await devices.send("WebAuthn.addVirtualAuthenticator", { options: { ...key, ...more } });
  await page.goto(`${server.address.replace(party, host)}/healthz`);
  const send = (what, more) => devices.send(`WebAuthn.${what}`, { ...added, ...more });
  return { page, send, close: () => page.context().close() };
}

/** What runs in the page: a key is made for a challenge, or signs one. Bytes go as base64url. */
function inPage([what, { challenge, credentials, user, rp, verification }]) {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const common = { challenge: bytes(challenge) };
  const list = credentials.map((id) => ({ type: "public-key", id: bytes(id) }));
  if (what === "create") {
    const publicKey = {
      ...common,
      rp: { id: rp, name: "Sekisho" },
      user: { id: bytes(user), name: "x", displayName: "x" },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { userVerification: verification },
    };
    return navigator.credentials.create({ publicKey }).then(({ response }) => ({
      client_data: text(response.clientDataJSON),
      attestation_object: text(response.attestationObject),
    }));
  }
  const publicKey = { ...common, rpId: rp, allowCredentials: list, userVerification: verification };
  return navigator.credentials.get({ publicKey }).then(({ rawId, response }) => ({
    credential: text(rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
  }));
}

const make = (shown, asked, more = {}) =>
  shown.page.evaluate(inPage, ["create", { rp: party, verification: "required", ...asked, ...more }]);
const sign = (shown, asked, more = {}) =>
  shown.page.evaluate(inPage, ["get", { rp: party, verification: "required", ...asked, ...more }]);

/** Somebody who was invited and has a password, and what the server asks of their key. */
async function invited(name) {
  const person = new Person(api, name);
  const code = await admin.invite(name, ["conduct-regulation"]);
  const post = (path, body) => person.ask("POST", `/api/v1/enrolment${path}`, { code, ...body });
  await post("/password", { password });
  return { person, post, asked: await post("/key", {}) };
}

/** The same with a key, in a page of theirs. */
async function enrolled(name) {
  const shown = await openPage();
  const { person, post, asked } = await invited(name);
  await post("/key/attestation", { name: "key", ...(await make(shown, asked)) });
  await post("/finish", {});
  return { person, shown };
}

const begin = (person) => {
  person.cookie = "";
  return person.ask("POST", "/api/v1/session", { login_name: person.name, password });
};
const give = (person, step, assertion) =>
  person.ask("POST", "/api/v1/session/factors", { login: step.login, assertion });
const logIn = async ({ person, shown }) => {
  const step = await begin(person);
  await give(person, step, await sign(shown, step));
  return (await person.ask("GET", "/api/v1/session")).factor;
};
const refused = (promise, status = 401) => assert.rejects(promise, new RegExp(`: ${status} `));

it("a key enrols, opens a session and proves anew who asks", limit, async () => {
  const kei = await enrolled("kei");
  assert.equal(await logIn(kei), "webauthn");
  const asked = await kei.person.ask("POST", "/api/v1/session/challenge");
  const proof = { purpose: "export", assertion: await sign(kei.shown, asked) };
  const { fresh } = await kei.person.ask("POST", "/api/v1/session/step-up", proof);
  assert.deepEqual(Object.keys(fresh), ["export"]);
  await refused(kei.person.ask("POST", "/api/v1/session/step-up", { ...proof, purpose: "unmask" }));
  await kei.shown.close();
});

it("what was signed for a page of another origin is refused", limit, async () => {
  const away = `www.${party}`; // which may use the same party
  const other = await openPage({ host: away });
  const { post, asked } = await invited("rei");
  const made = await make(other, asked);
  await refused(post("/key/attestation", { name: "key", ...made }), 422);
  await other.close();

  const hana = await enrolled("hana");
  await hana.shown.page.goto(`${server.address.replace(party, away)}/healthz`);
  const step = await begin(hana.person);
  const assertion = await sign(hana.shown, step);
  assert.match(Buffer.from(assertion.client_data, "base64url").toString(), /"origin":"http:\/\/www\./);
  await refused(give(hana.person, step, assertion));
  await hana.shown.page.goto(`${server.address}/healthz`);
  assert.equal(await logIn(hana), "webauthn");
  await hana.shown.close();
});

it("what was signed for another party is refused, though by the same key and page", limit, async () => {
  const mio = await enrolled("mio");
  const { credentials } = await mio.shown.send("getCredentials");
  await mio.shown.send("removeCredential", { credentialId: credentials[0].credentialId });
  await mio.shown.send("addCredential", { credential: { ...credentials[0], rpId: wider, signCount: 9 } });
  const step = await begin(mio.person);
  await refused(give(mio.person, step, await sign(mio.shown, step, { rp: wider })));

  const { post, asked } = await invited("sho");
  const made = await make(mio.shown, asked, { rp: wider });
  await refused(post("/key/attestation", { name: "key", ...made }), 422);
  await mio.shown.close();
});

it("a key that did not ask for its person is refused", limit, async () => {
  const nao = await enrolled("nao");
  await nao.shown.send("setUserVerified", { isUserVerified: false });
  const step = await begin(nao.person);
  await refused(give(nao.person, step, await sign(nao.shown, step, { verification: "discouraged" })));

  const { post, asked } = await invited("aki");
  const touched = await openPage({ hasUserVerification: false, isUserVerified: false });
  const made = await make(touched, asked, { verification: "discouraged" });
  await refused(post("/key/attestation", { name: "key", ...made }), 422);
  await touched.close();
  await nao.shown.send("setUserVerified", { isUserVerified: true });
  assert.equal(await logIn(nao), "webauthn");
  await nao.shown.close();
});

it("an answer is taken once, for its own log-in and its own person", limit, async () => {
  const ken = await enrolled("ken");
  const first = await begin(ken.person);
  const assertion = await sign(ken.shown, first);
  await give(ken.person, first, assertion);
  await refused(give(ken.person, first, assertion));
  await refused(give(ken.person, await begin(ken.person), assertion));

  const yui = await enrolled("yui");
  const step = await begin(ken.person);
  const { credentials } = await begin(yui.person);
  await refused(give(ken.person, step, await sign(yui.shown, { ...step, credentials })));
  await yui.shown.close();
  await ken.shown.close();
});

it("a copy of a key is noticed by its counter", limit, async () => {
  const ryo = await enrolled("ryo");
  const [copied] = (await ryo.shown.send("getCredentials")).credentials;
  for (let i = 0; i < 2; i++) assert.equal(await logIn(ryo), "webauthn");
  const thief = await openPage();
  await thief.send("addCredential", { credential: copied }); // as it was before
  const step = await begin(ryo.person);
  await refused(give(ryo.person, step, await sign(thief, step)));
  assert.equal(await logIn(ryo), "webauthn");
  await thief.close();
  await ryo.shown.close();
});
