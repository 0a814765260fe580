import { usePreferences } from "../app/preferences.ts";
import { dateText, fiscalHalf, lastOf, monthText, shortDateText, timeText } from "../time/japan.ts";
import { en } from "./en.ts";
import { ja, type Messages } from "./ja.ts";

// Every page needs the words of the frame (`ja.ts`, `en.ts`). The words of an area stand in a file of
// their own, which its pages import and hand to `useTexts`: they are fetched with the first of these
// pages, in both languages, and a page can say nothing that it did not hand over.

/** The words of an area: what its file exports. */
export interface AreaWords {
  ja: object;
  en: object;
}

/** What a page can say that handed these areas over. */
export type WordsOf<Areas extends AreaWords[]> = Areas extends [infer One extends AreaWords, ...infer Others extends AreaWords[]]
  ? One["ja"] & WordsOf<Others>
  : Messages;

const frame = { ja, en };

export interface Texts<Words = Messages> {
  m: Words;
  language: "ja" | "en";
  /** 2024-07-01 09:08:07, of one width in a column. */
  moment: (instant: string) => string;
  /** A day in words. */
  day: (instant: string) => string;
  /** The last day of a period that ends at this instant, which does not belong to it. */
  lastDay: (until: string) => string;
  /** A day such as 2024-07-01, of one width in a column. */
  date: (date: string) => string;
  /** A month such as 2024-07, of one width in a column. */
  month: (month: string) => string;
  /** Who it is; a pseudonym says that it is one. */
  person: (name: string) => string;
  half: (instant: string) => string;
  /** A code of the API in words; as it is where nobody has words for it. */
  word: (words: Record<string, string>, code: string) => string;
  /** One of a pair that the API gives in both languages; a pseudonym in it says that it is one. */
  both: (pair: { ja: string; en: string }) => string;
}

/** The words and dates that somebody likes: of the frame, and of these areas. */
export function useTexts<Areas extends AreaWords[]>(...areas: Areas): Texts<WordsOf<Areas>> {
  const { language, dates } = usePreferences();
  const person = (name: string) => name.replace(/\bmasked-/g, language === "ja" ? "仮名 " : "alias ");
  return {
    m: (areas.length === 0
      ? frame[language]
      : Object.assign({}, frame[language], ...areas.map((words) => words[language]))) as WordsOf<Areas>,
    language,
    moment: (instant) => `${shortDateText(instant, dates, language)} ${timeText(instant)}`,
    day: (instant) => dateText(instant, dates, language),
    lastDay: (until) => dateText(lastOf(until), dates, language),
    date: (date) => shortDateText(`${date.slice(0, 10)}T00:00:00+09:00`, dates, language),
    month: (month) => monthText(month, dates, language),
    person,
    half: (instant) => fiscalHalf(instant, dates, language),
    word: (words, code) => words[code] ?? code,
    both: (pair) => person(pair[language]),
  };
}
