// A sample of a log on its way to the page where profiles are tried. It names people: it stays in this
// page's memory, and nothing of it is in an address or in what the browser keeps.

type Bytes = Uint8Array<ArrayBuffer>;

export const mostBytes = 1 << 20; // as the server has it

let handed: Bytes | null = null;

/** From then on it is what profiles are tried on, until there is another or none. */
export function handOver(bytes: Bytes | null) {
  handed = bytes;
}

export const handedOver = () => handed;

/** What was pasted is UTF-8, whatever the log's own encoding is: the profile is tried with that. */
export function asUtf8(profile: string) {
  return profile.replace(/^(\s*encoding\s*=\s*)(?:"[^"]*"|'[^']*')/m, '$1"utf-8"');
}
