import { expect, it } from "vitest";
import { canonical, checkpointOf, leafHash } from "./note.ts";

it("reads a checkpoint and who signed it", () => {
  const note =
    "example.com/evidence\n40\nDpEfVxUbRLmyl4Ff3BDNwMAf+qt2B9oOZjmJ3RYSSe0=\n\n" +
    "— example.com/evidence 0RgP0P1I\n— witness.example AAAA\n";
  expect(checkpointOf(note)).toEqual({
    origin: "example.com/evidence",
    size: 40,
    root: "DpEfVxUbRLmyl4Ff3BDNwMAf+qt2B9oOZjmJ3RYSSe0=",
    signers: ["example.com/evidence", "witness.example"],
  });
});

it("writes an entry as the record has it: the server's hash of it is ours", async () => {
  // An entry that the server gave out, its members mixed up, with the leaf that it told.
  const entry = {
    v: 1,
    content: { room: "3F", note: "立入検査の記録" },
    kind: "record",
    time: "2026-11-26T17:37:01.143Z",
    nonce: "iUdgltE6MZxIiI9WKlO8fg",
  };
  const bytes = new TextEncoder().encode(canonical(entry));
  expect(await leafHash(bytes)).toBe("5c905e411a05e67db9b8d6b476c7a40c6bdb236ec51abadb8cc1952d230f7d46");
});
