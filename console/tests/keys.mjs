// Security keys (WebAuthn) of people in the tests. A key is made here, so that somebody can enrol and
// prove who they are over the API; plugged into a page of Chromium it is that page's virtual
// authenticator, and the page uses it as any other key. Its person always consents.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { password, Person } from "./people.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const authenticator = { protocol: "ctap2", transport: "usb", hasUserVerification: true, isUserVerified: true };
const [present, verified, withCredential] = [1, 4, 64];

/** What the browser would say that it signed for. */
function clientData(type, challenge, origin) {
  return Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin, crossOrigin: false }));
}

/** A public key of P-256 as COSE writes it (RFC 9052), in CBOR. */
function coseKey(publicKey) {
  const { x, y } = publicKey.export({ format: "jwk" });
  const [head, between] = [Buffer.from("a5010203262001215820", "hex"), Buffer.from("225820", "hex")];
  return Buffer.concat([head, Buffer.from(x, "base64url"), between, Buffer.from(y, "base64url")]);
}

export class Key {
  constructor() {
    this.pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.id = randomBytes(32);
    this.count = 0; // of its signatures: a copy of a key is noticed by it
    this.pages = new Set();
  }

  /** What enrols it: the answer to a challenge of an enrolment. No maker vouches for it. */
  make({ challenge, relying_party: party }, origin) {
    this.party = party;
    const length = Buffer.from([0, this.id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, coseKey(this.pair.publicKey)]);
    const data = Buffer.concat([this.#said(present | verified | withCredential), credential]);
    // {"fmt": "none", "attStmt": {}, "authData": data}, in CBOR.
    const head = Buffer.from("a363666d74646e6f6e656761747453746d74a06861757468446174615800", "hex");
    head[head.length - 1] = data.length;
    return {
      client_data: clientData("create", challenge, origin).toString("base64url"),
      attestation_object: Buffer.concat([head, data]).toString("base64url"),
    };
  }

  /** Its signature for a challenge. The pages that it is plugged into hear that it was used. */
  async sign({ challenge }, origin) {
    const client = clientData("get", challenge, origin);
    const data = this.#said(present | verified);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.pair.privateKey);
    await this.#tell();
    return {
      credential: this.id.toString("base64url"),
      client_data: client.toString("base64url"),
      authenticator_data: data.toString("base64url"),
      signature: signature.toString("base64url"),
    };
  }

  /** From now on the page has this key, until the page is closed. */
  async plugInto(page) {
    const devices = await page.context().newCDPSession(page);
    await devices.send("WebAuthn.enable");
    const { authenticatorId } = await devices.send("WebAuthn.addVirtualAuthenticator", { options: authenticator });
    const put = async () => {
      await devices.send("WebAuthn.clearCredentials", { authenticatorId });
      await devices.send("WebAuthn.addCredential", { authenticatorId, credential: this.#credential() });
    };
    await put();
    this.pages.add(put);
    page.once("close", () => this.pages.delete(put));
    devices.on("WebAuthn.credentialAsserted", ({ credential }) => {
      this.count = credential.signCount;
      void this.#tell(put);
    });
  }

  #credential() {
    return {
      credentialId: this.id.toString("base64"),
      isResidentCredential: false,
      rpId: this.party,
      privateKey: this.pair.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
      signCount: this.count,
    };
  }

  /** What a key says of itself: for whom, how it was used, how often. */
  #said(flags) {
    const rest = Buffer.alloc(5);
    rest[0] = flags;
    rest.writeUInt32BE((this.count += 1), 1);
    return Buffer.concat([sha256(this.party), rest]);
  }

  async #tell(besides) {
    for (const put of this.pages) if (put !== besides) await put();
  }
}

/** A key that nobody enrolled yet, for a page on which somebody enrols it: Chromium's own. */
export async function plugNew(page) {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", { options: authenticator });
}

/** Somebody whose second factor is a security key. */
export class KeyHolder extends Person {
  async enrol(code) {
    const post = (path, body) => this.ask("POST", `/api/v1/enrolment${path}`, { code, ...body });
    await post("/password", { password });
    this.key = new Key();
    const asked = await post("/key", {});
    await post("/key/attestation", { name: "key", ...this.key.make(asked, this.server.address) });
    await post("/finish", {});
    return this;
  }

  async answer(step) {
    return { assertion: await this.key.sign(step, this.server.address) };
  }

  async proof() {
    return this.answer(await this.ask("POST", "/api/v1/session/challenge"));
  }
}
