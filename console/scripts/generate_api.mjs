// Writes src/api/schema.d.ts from ../api/openapi.yaml. With --check nothing is written; the exit
// status is 1 where the file is not what would be written.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../api/openapi.yaml", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

const header = "// Written by `npm run api` from api/openapi.yaml; edit that.\n";
const text = header + astToString(await openapiTS(source, { alphabetize: false }));
if (process.argv.includes("--check")) {
  const written = await readFile(target, "utf8").catch(() => "");
  if (written !== text) {
    console.error("src/api/schema.d.ts is not what api/openapi.yaml says: npm run api");
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
