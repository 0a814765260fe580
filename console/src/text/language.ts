import { use } from "react";
import { usePreferences } from "../app/preferences.ts";
import { dateText, fiscalHalf, lastOf, monthText, shortDateText, timeText } from "../time/japan.ts";
import type { Messages } from "./ja.ts";

const loads = {
  ja: () => import("./ja.ts").then(({ ja }) => ja),
  en: () => import("./en.ts").then(({ en }) => en),
};
const loading: Partial<Record<keyof typeof loads, Promise<Messages>>> = {};

/** All words of a language; a page waits for them once. */
export function wordsOf(language: keyof typeof loads): Promise<Messages> {
  return (loading[language] ??= loads[language]());
}

export interface Texts {
  m: Messages;
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

/** The words and dates that somebody likes. */
export function useTexts(): Texts {
  const { language, dates } = usePreferences();
  const person = (name: string) => name.replace(/\bmasked-/g, language === "ja" ? "仮名 " : "alias ");
  return {
    m: use(wordsOf(language)),
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
