// The words of the console's own text tables, so that a way is written once and gone in both languages.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("all_words.ts", import.meta.url)));

/** The same words; one that is not there ends the test that asks for it. */
function strict(table, at) {
  return new Proxy(table, {
    get(of, name) {
      if (typeof name !== "string") return of[name];
      const where = `${at}.${name}`;
      if (!Object.hasOwn(of, name)) throw new Error(`the console has no word ${where}`);
      return typeof of[name] === "object" ? strict(of[name], where) : of[name];
    },
  });
}

/** What pages say, by language, as `m` of a page does. */
export const words = { ja: strict(module.words.ja, "ja"), en: strict(module.words.en, "en") };

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A sentence of the tables, whatever its blanks are filled with: one of a thing, or many. */
export function like(sentence) {
  const filled = (blank) => literally(String(sentence(...Array(sentence.length).fill(blank))));
  const many = filled("\0").replaceAll("\0", ".+");
  return new RegExp(`${many}|${filled(1)}`);
}
