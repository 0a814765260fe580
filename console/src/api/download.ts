import { ask } from "./client.ts";

/** Hands something to the browser to keep as a file. */
export function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Fetches a file as whoever is logged in, and keeps it. */
export async function download(url: string, accept: string, name: string) {
  const response = await ask(url, { headers: { Accept: accept } });
  save(await response.blob(), name);
}
