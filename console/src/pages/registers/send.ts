import { ask, post } from "../../api/client.ts";

const pieceBytes = 4_000_000;

async function sha256(file: Blob) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(hash, (one) => one.toString(16).padStart(2, "0")).join("");
}

/** Sends a file in pieces; the server answers the last one only if the whole has the hash it said. */
export async function sendFile(file: File) {
  const { upload } = await post("/api/v1/uploads", {
    body: { name: file.name, bytes: file.size, sha256: await sha256(file) },
  });
  for (let at = 0; at < file.size; at += pieceBytes) {
    await ask(`/api/v1/uploads/${upload}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/partial-upload", "Upload-Offset": String(at) },
      body: file.slice(at, at + pieceBytes),
    });
  }
  return upload;
}
