export function bytesOf(base64: string) {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

/** Bytes in base64 as hexadecimal, sixteen in a line. */
export function hexOf(base64: string) {
  const bytes = Array.from(bytesOf(base64), (one) => one.toString(16).padStart(2, "0"));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) lines.push(bytes.slice(at, at + 16).join(" "));
  return lines.join("\n");
}

/** Bytes as text, where they are that in UTF-8 or in the Shift_JIS of old systems; else in hexadecimal. */
export function textOf(base64: string) {
  for (const encoding of ["utf-8", "shift_jis"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytesOf(base64));
    } catch {
      // Not in this one.
    }
  }
  return hexOf(base64);
}

/** Bytes as keys and challenges travel: base64 for addresses, without its padding. */
export function encoded(bytes: ArrayBuffer) {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function decoded(base64url: string) {
  return bytesOf(base64url.replaceAll("-", "+").replaceAll("_", "/"));
}
