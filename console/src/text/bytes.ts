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

/** Bytes as text, where they are that in UTF-8 or in the Shift_JIS of old systems; else nothing. */
export function textOfBytes(bytes: Uint8Array) {
  for (const encoding of ["utf-8", "shift_jis"]) {
    try {
      return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** The same of bytes in base64; in hexadecimal where they are no text. */
export function textOf(base64: string) {
  return textOfBytes(bytesOf(base64))?.text ?? hexOf(base64);
}

/** Bytes as they stand, sixteen in a line, with the place before and ASCII behind. */
export function dumpOf(bytes: Uint8Array) {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const some = [...bytes.subarray(at, at + 16)];
    const hex = some.map((one) => one.toString(16).padStart(2, "0")).join(" ");
    const ascii = some.map((one) => (one >= 0x20 && one < 0x7f ? String.fromCharCode(one) : ".")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${ascii}`);
  }
  return lines.join("\n");
}

/** Bytes in base64, as bodies of requests have them. */
export function base64Of(bytes: Uint8Array) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** Bytes as keys and challenges travel: base64 for addresses, without its padding. */
export function encoded(bytes: ArrayBuffer) {
  return base64Of(new Uint8Array(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function decoded(base64url: string) {
  return bytesOf(base64url.replaceAll("-", "+").replaceAll("_", "/"));
}
