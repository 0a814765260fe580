import { usePreferences } from "../app/preferences.ts";
import { dateText, fiscalHalf, shortDateText, timeText } from "../time/japan.ts";
import { en } from "./en.ts";
import { ja, type Messages } from "./ja.ts";

export interface Texts {
  m: Messages;
  language: "ja" | "en";
  /** 2024-07-01 09:08:07, of one width in a column. */
  moment: (instant: string) => string;
  /** A day in words. */
  day: (instant: string) => string;
  half: (instant: string) => string;
  /** A code of the API in words; as it is where nobody has words for it. */
  word: (words: Record<string, string>, code: string) => string;
  /** One of a pair that the API gives in both languages. */
  both: (pair: { ja: string; en: string }) => string;
}

/** The words and dates that somebody likes. */
export function useTexts(): Texts {
  const { language, dates } = usePreferences();
  return {
    m: language === "ja" ? ja : en,
    language,
    moment: (instant) => `${shortDateText(instant, dates, language)} ${timeText(instant)}`,
    day: (instant) => dateText(instant, dates, language),
    half: (instant) => fiscalHalf(instant, dates, language),
    word: (words, code) => words[code] ?? code,
    both: (pair) => pair[language],
  };
}
