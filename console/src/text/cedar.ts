// What the console knows of the text of policies: enough to colour it, to find one policy in a file
// and to offer names. Whether a text is right is for the server to say.

export type TokenKind = "comment" | "annotation" | "keyword" | "text" | "number" | "type" | "plain";

export interface Token {
  kind: TokenKind;
  text: string;
}

const keywords = new Set(
  "permit forbid when unless principal action resource context in is has like if then else true false".split(" "),
);
const pieces =
  /(?<comment>\/\/[^\n]*|#[^\n]*)|(?<text>"(?:[^"\\\n]|\\.)*"?)|(?<annotation>@\w+)|(?<number>\b\d+\b)|(?<word>[A-Za-z_]\w*)/g;

/** The text in pieces of one colour; put together again they are the text. */
export function tokensOf(source: string): Token[] {
  const out: Token[] = [];
  const add = (kind: TokenKind, text: string) => {
    const last = out.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else out.push({ kind, text });
  };
  let at = 0;
  for (const match of source.matchAll(pieces)) {
    add("plain", source.slice(at, match.index));
    at = match.index + match[0].length;
    const { word } = match.groups ?? {};
    if (word !== undefined) {
      const type = /^[A-Z]/.test(word);
      add(type ? "type" : keywords.has(word) ? "keyword" : "plain", word);
    } else {
      const kind = (["comment", "text", "annotation", "number"] as const).find((one) => match.groups?.[one]);
      add(kind ?? "plain", match[0]);
    }
  }
  add("plain", source.slice(at));
  return out;
}

/** The policy that begins at a line (from 1), up to its end: comments and texts may have a `;`. */
export function policyAt(source: string, line: number): string {
  const rest = source.split("\n").slice(Math.max(0, line - 1)).join("\n");
  let length = 0;
  for (const { kind, text } of tokensOf(rest)) {
    const end = kind === "plain" ? text.indexOf(";") : -1;
    if (end >= 0) return rest.slice(0, length + end + 1);
    length += text.length;
  }
  return rest.trimEnd();
}

/** The names that a schema gives: its types, their attributes and what may be done. */
export function namesOf(schema: string): string[] {
  const text = schema.replaceAll(/\/\/[^\n]*/g, "");
  const names = new Set(["principal", "resource", "context", "contains", "containsAll", "containsAny", "isEmpty"]);
  for (const [, name = ""] of text.matchAll(/\b(?:entity|type)\s+(\w+)/g)) names.add(name);
  for (const [, name = ""] of text.matchAll(/\b(\w+)\??\s*:/g)) names.add(name);
  for (const [, list = ""] of text.matchAll(/\baction\s+((?:"[^"]*"\s*,?\s*)+)/g)) {
    for (const [, name = ""] of list.matchAll(/"([^"]*)"/g)) names.add(`Action::"${name}"`);
  }
  return [...names].sort((one, other) => one.localeCompare(other, "en"));
}

export interface Offer {
  /** Where what was typed of the name begins. */
  from: number;
  names: string[];
}

/** What the word before the caret may become; nothing where there is no word, or it is whole. */
export function offerAt(source: string, caret: number, names: string[]): Offer | null {
  const [typed = ""] = /[A-Za-z_]\w*$/.exec(source.slice(0, caret)) ?? [];
  if (typed.length < 2 || /^\w/.test(source.slice(caret))) return null;
  const like = typed.toLowerCase();
  const fit = names.filter((name) => name.toLowerCase().startsWith(like) && name !== typed).slice(0, 8);
  return fit.length > 0 && !names.includes(typed) ? { from: caret - typed.length, names: fit } : null;
}

/** A place that the server counts in bytes of UTF-8, as an index into the text. */
export function indexOfByte(source: string, offset: number): number {
  const bytes = new TextEncoder().encode(source).subarray(0, offset);
  return new TextDecoder().decode(bytes).length;
}

/** Where a line (from 1) and a column of characters stand in the text. */
export function indexOfLine(source: string, line: number): number {
  let at = 0;
  for (let left = line; left > 1; left -= 1) {
    const end = source.indexOf("\n", at);
    if (end < 0) return source.length;
    at = end + 1;
  }
  return at;
}
