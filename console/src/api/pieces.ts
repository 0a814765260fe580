import type { components } from "./schema.d.ts";

type Upload = components["schemas"]["Upload"];

/** What sending takes of the server; a test gives another. */
export interface Transport {
  /** The uploads of whoever asks. */
  list: () => Promise<Upload[]>;
  begin: (name: string, bytes: number, sha256: string) => Promise<Upload>;
  state: (upload: string) => Promise<Upload>;
  send: (upload: string, offset: number, piece: Blob) => Promise<void>;
  pause: (milliseconds: number) => Promise<void>;
}

export interface Progress {
  step: "hashing" | "sending";
  sent: number;
  of: number;
  /** It goes on from an earlier attempt. */
  resumed: boolean;
}

export interface Options {
  /** Where it belongs below the logs or the registers; else as the file is called. */
  name?: string;
  heard?: (progress: Progress) => void;
}

const pieceBytes = 4_000_000;
const attempts = 5;

export async function sha256Of(file: Blob) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(hash, (one) => one.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends a file in pieces; the server answers the last one only if the whole has the hash it said. What
 * arrived in an earlier attempt is not sent again, and a line that breaks is tried again.
 */
export async function sendPieces(
  file: Blob & { name: string },
  transport: Transport,
  { name = file.name, heard }: Options = {},
) {
  const tell = (step: Progress["step"], sent: number, resumed: boolean) =>
    heard?.({ step, sent, of: file.size, resumed });
  tell("hashing", 0, false);
  const sha256 = await sha256Of(file);
  const same = (one: Upload) => one.name === name && one.sha256 === sha256 && one.bytes === file.size;
  const begun = (await transport.list()).find(same);
  const { upload, offset } = begun ?? (await transport.begin(name, file.size, sha256));
  const resumed = begun !== undefined && offset > 0;
  let at = offset;
  let failures = 0;
  while (at < file.size) {
    tell("sending", at, resumed);
    const piece = file.slice(at, at + pieceBytes);
    try {
      await transport.send(upload, at, piece);
      at += piece.size;
      failures = 0;
    } catch (error) {
      // Only a line that broke is tried again: what the server refuses it will refuse again.
      failures += 1;
      if (!(error instanceof TypeError) || failures === attempts) throw error;
      await transport.pause(1000 * 2 ** failures);
      at = (await transport.state(upload)).offset;
    }
  }
  tell("sending", at, resumed);
  return upload;
}
