/** What a checkpoint says (C2SP tlog-checkpoint): a note that people can read, and who signed it. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  signers: string[];
}

export function checkpointOf(note: string): Checkpoint {
  const [text = "", signatures = ""] = note.split("\n\n");
  const [origin = "", size = "0", root = ""] = text.split("\n");
  const signers = signatures.split("\n").flatMap((line) => /^— (\S+) /.exec(line)?.slice(1) ?? []);
  return { origin, size: Number(size), root, signers };
}

/** The bytes of an entry: canonical JSON (RFC 8785), which is what JavaScript writes, keys sorted. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The hash of a leaf (RFC 9162), or nothing where the browser has no hashes: not over https. */
export async function leafHash(bytes: Uint8Array) {
  // Not there in an insecure context, whatever the type says.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const leaf = new Uint8Array(bytes.length + 1);
  leaf.set(bytes, 1);
  const hash = new Uint8Array(await subtle.digest("SHA-256", leaf));
  return [...hash].map((one) => one.toString(16).padStart(2, "0")).join("");
}
