// What jose says of identity tokens: cases as JSON on standard input, a list of what each is worth on
// standard output (the claims, or why there are none).
//
//   node verify.mjs DIRECTORY    below which node_modules lies
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.resolve(process.argv[2], "package.json"));
const { createLocalJWKSet, jwtVerify } = await import(pathToFileURL(require.resolve("jose")).href);

const { keys, audience, cases } = JSON.parse(readFileSync(0, "utf8"));
const known = createLocalJWKSet(keys);
const said = [];
for (const { token, now } of cases) {
  try {
    const { payload } = await jwtVerify(token, known, {
      algorithms: ["EdDSA"],
      audience,
      currentDate: new Date(now * 1000),
      requiredClaims: ["exp", "sub", "account", "terminal"],
      typ: "sekisho-identity+jwt",
    });
    said.push({ claims: payload });
  } catch (error) {
    said.push({ why: String(error.code ?? error) });
  }
}
process.stdout.write(JSON.stringify(said));
