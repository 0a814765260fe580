// The spool of a gate (docs/formats/gate-look.md), as its recorder leaves it on the disk: what somebody
// looked at through a gate, for a server that drains it.
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const block = 4096;
const sha256 = (...parts) => parts.reduce((hash, one) => hash.update(one), createHash("sha256")).digest();
const number = (bytes, value) => {
  const out = Buffer.alloc(bytes);
  out.writeUIntBE(value, Math.max(0, bytes - 6), Math.min(bytes, 6));
  return out;
};
const inBlocks = (bytes) => Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)]);

/** A group of docs/formats/journal.md: entries in a row, or none, which says that those before are durable. */
function group(salt, first, durable, entries) {
  const bodies = Buffer.concat(entries.flatMap((one) => [number(2, one.length), one]));
  const leaves = entries.map((one) => sha256(Buffer.from([0]), one));
  const head = Buffer.concat([
    number(4, entries.length),
    number(4, bodies.length),
    number(8, first),
    number(8, durable),
    sha256(...leaves).subarray(0, 16),
  ]);
  return inBlocks(Buffer.concat([head, sha256(salt, head).subarray(0, 16), bodies]));
}

/** Its name comes last: whoever drains it finds no spool, or all of it. */
export function writeSpool(folder, looks) {
  const salt = randomBytes(16);
  const head = Buffer.concat([Buffer.from("sekisho-journal2"), number(8, 0), salt]);
  const entries = looks.map((one) => Buffer.from(JSON.stringify({ v: 1, gate: "gate-1", decision: "permit", ...one })));
  mkdirSync(path.join(folder, "journal"), { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(folder, "journal", "0".repeat(20)),
    Buffer.concat([
      inBlocks(Buffer.concat([head, sha256(head).subarray(0, 8)])),
      group(salt, 0, 0, entries),
      group(salt, entries.length, entries.length, []),
    ]),
  );
  writeFileSync(path.join(folder, "identity"), `sekisho-spool1 ${randomBytes(16).toString("hex")}\n`);
}
