import { decoded, encoded } from "../text/bytes.ts";
import type { Schema } from "./client.ts";

// Security keys and the browser's own passkeys, in the form that the server takes.

type Bytes = Uint8Array<ArrayBuffer>;
type Assertion = NonNullable<Schema["FactorRequest"]["assertion"]>;

/** False on a page that came without TLS from another machine: the browser has no keys there. */
export const hasKeys = () => "credentials" in navigator && "PublicKeyCredential" in window;

const listOf = (credentials: string[]) =>
  credentials.map((id) => ({ type: "public-key" as const, id: decoded(id) }));

/** Asks for a signature of a key that is enrolled. Throws where somebody gives none. */
export async function sign(challenge: string, credentials: string[]): Promise<Assertion> {
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: decoded(challenge),
      allowCredentials: listOf(credentials),
      userVerification: "required",
    },
  })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    credential: encoded(given.rawId),
    client_data: encoded(response.clientDataJSON),
    authenticator_data: encoded(response.authenticatorData),
    signature: encoded(response.signature),
  };
}

/** Makes a key for whoever is enrolling. */
export async function makeKey(asked: Schema["Challenge"], name: string) {
  const user: Bytes = decoded(asked.user ?? "");
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: decoded(asked.challenge),
      rp: { id: asked.relying_party, name: "Sekisho" },
      user: { id: user, name, displayName: name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key" as const, alg })),
      excludeCredentials: listOf(asked.credentials),
      authenticatorSelection: { userVerification: "required" },
      attestation: "none",
    },
  })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    client_data: encoded(response.clientDataJSON),
    attestation_object: encoded(response.attestationObject),
  };
}
