import { describe, expect, it } from "vitest";
import { type Progress, sendPieces, sha256Of, type Transport } from "./pieces.ts";

const file = new File([new Uint8Array(9_000_000).fill(7)], "a.csv");

/** A server that has a part already, and whose line breaks at the given offsets, once each. */
function serverWith(parts: { offset: number; sha256: string }[], breaks: number[] = []) {
  let arrived = parts[0]?.offset ?? 0;
  const sent: number[] = [];
  const upload = (offset: number, sha256: string) => ({
    upload: "u1",
    name: "nol/a.csv",
    bytes: file.size,
    sha256,
    offset,
    complete: false,
    expires: "",
  });
  const transport: Transport = {
    list: () => Promise.resolve(parts.map((one) => upload(one.offset, one.sha256))),
    begin: (_name, _bytes, sha256) => Promise.resolve(upload(0, sha256)),
    state: () => Promise.resolve(upload(arrived, "")),
    send: (_upload, offset, piece) => {
      sent.push(offset);
      const at = breaks.indexOf(offset);
      if (at >= 0) {
        breaks.splice(at, 1);
        arrived = offset + 1000; // a part of the piece came through
        return Promise.reject(new TypeError("network"));
      }
      arrived = offset + piece.size;
      return Promise.resolve();
    },
    pause: () => Promise.resolve(),
  };
  return { transport, sent, arrived: () => arrived };
}

describe("a file on its way", () => {
  it("goes in pieces and says how far it is", async () => {
    const { transport, sent, arrived } = serverWith([]);
    const heard: Progress[] = [];
    expect(await sendPieces(file, transport, { name: "nol/a.csv", heard: (one) => heard.push(one) })).toBe("u1");
    expect(sent).toEqual([0, 4_000_000, 8_000_000]);
    expect(arrived()).toBe(file.size);
    expect(heard.map((one) => `${one.step} ${one.sent}`)).toEqual([
      "hashing 0",
      "sending 0",
      "sending 4000000",
      "sending 8000000",
      "sending 9000000",
    ]);
  });

  it("goes on where an earlier attempt broke off, but only with the same bytes", async () => {
    const sha256 = await sha256Of(file);
    const same = serverWith([{ offset: 5_000_000, sha256 }]);
    await sendPieces(file, same.transport, { name: "nol/a.csv" });
    expect(same.sent).toEqual([5_000_000]);
    const other = serverWith([{ offset: 5_000_000, sha256: "0".repeat(64) }]);
    await sendPieces(file, other.transport, { name: "nol/a.csv" });
    expect(other.sent[0]).toBe(0);
  });

  it("asks how much arrived when the line broke", async () => {
    const { transport, sent, arrived } = serverWith([], [4_000_000]);
    await sendPieces(file, transport, { name: "nol/a.csv" });
    expect(sent).toEqual([0, 4_000_000, 4_001_000, 8_001_000]);
    expect(arrived()).toBe(file.size);
  });

  it("gives up on a line that stays broken, and at once on a refusal", async () => {
    const broken = serverWith([], []);
    let tries = 0;
    broken.transport.send = () => {
      tries += 1;
      return Promise.reject(new TypeError("network"));
    };
    await expect(sendPieces(file, broken.transport)).rejects.toThrow("network");
    expect(tries).toBe(5);
    tries = 0;
    broken.transport.send = () => {
      tries += 1;
      return Promise.reject(new Error("too large"));
    };
    await expect(sendPieces(file, broken.transport)).rejects.toThrow("too large");
    expect(tries).toBe(1);
  });
});
