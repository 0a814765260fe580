import { ask, get, post } from "./client.ts";
import { type Options, sendPieces, type Transport } from "./pieces.ts";

const server: Transport = {
  list: async () => (await get("/api/v1/uploads")).items,
  begin: (name, bytes, sha256) => post("/api/v1/uploads", { body: { name, bytes, sha256 } }),
  state: (upload) => get("/api/v1/uploads/{upload}", { path: { upload } }),
  send: async (upload, offset, piece) => {
    await ask(`/api/v1/uploads/${upload}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/partial-upload", "Upload-Offset": String(offset) },
      body: piece,
    });
  },
  pause: (milliseconds) =>
    new Promise((done) => {
      setTimeout(done, milliseconds);
    }),
};

/** Sends a file to the server, or what is missing of it there; its upload is what other acts name. */
export function sendFile(file: File, options: Options = {}) {
  return sendPieces(file, server, options);
}
