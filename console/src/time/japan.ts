// Instants as people in Japan read them. Inside, a time is the text that the API gave; Japan has no
// summer time, so its clock is UTC + 9 on every day that a log can be about.

export type DateStyle = "era" | "western";
export type Language = "ja" | "en";

const offset = 9 * 3600_000;
const eras = [
  { begins: "2019-05-01", year: 2019, ja: "令和", short: "R" },
  { begins: "1989-01-08", year: 1989, ja: "平成", short: "H" },
  { begins: "1926-12-25", year: 1926, ja: "昭和", short: "S" },
];

interface Parts {
  date: string; // 2024-07-01
  year: number;
  month: number;
  day: number;
  time: string; // 09:08:07
}

/** The clock on a wall in Japan. Throws where the text is no instant: the API gives none such. */
export function japan(instant: string | number): Parts {
  const text = new Date(new Date(instant).getTime() + offset).toISOString();
  return {
    date: text.slice(0, 10),
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    day: Number(text.slice(8, 10)),
    time: text.slice(11, 19),
  };
}

function eraOf(date: string) {
  return eras.find((era) => era.begins <= date);
}

/** 2024-07-01, or 令和6年7月1日; in English always the former. */
export function dateText(instant: string | number, style: DateStyle, language: Language) {
  const { date, year, month, day } = japan(instant);
  const era = style === "era" && language === "ja" ? eraOf(date) : undefined;
  if (!era) return date;
  const count = year - era.year + 1;
  return `${era.ja}${count === 1 ? "元" : count}年${month}月${day}日`;
}

/** The same in a column: R6.07.01 has one width. */
export function shortDateText(instant: string | number, style: DateStyle, language: Language) {
  const { date, year, month, day } = japan(instant);
  const era = style === "era" && language === "ja" ? eraOf(date) : undefined;
  if (!era) return date;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${era.short}${two(year - era.year + 1)}.${two(month)}.${two(day)}`;
}

/** A month such as 2024-07 in a column: R06.07. */
export function monthText(month: string, style: DateStyle, language: Language) {
  return shortDateText(`${month}-01T00:00:00+09:00`, style, language).slice(0, -3);
}

/** The instant that stands for the last day of a period whose end does not belong to it. */
export function lastOf(until: string) {
  return Date.parse(until) - 1;
}

export function timeText(instant: string | number) {
  return japan(instant).time;
}

/** Which half of which fiscal year: April to September is the first. */
export function fiscalHalf(instant: string | number, style: DateStyle, language: Language) {
  const { year, month } = japan(instant);
  const fiscal = month >= 4 ? year : year - 1;
  const first = month >= 4 && month <= 9;
  if (language === "en") return `FY${fiscal} ${first ? "H1" : "H2"}`;
  const era = style === "era" ? eraOf(`${fiscal}-05-01`) : undefined;
  const count = era ? fiscal - era.year + 1 : 0;
  const name = era ? `${era.ja}${count === 1 ? "元" : count}年度` : `${fiscal}年度`;
  return name + (first ? "上期" : "下期");
}

/** The half of a fiscal year that was over last. */
export function lastHalf(now: string | number) {
  const { year, month } = japan(now);
  if (month >= 10) return { year, half: 1 };
  return { year: year - 1, half: month >= 4 ? 2 : 1 };
}

/** The instant at which a day begins in Japan, as the API takes it; nothing where it is no day. */
export function dayBegins(date: string, daysLater = 0) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const utc = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date) return undefined;
  return `${new Date(utc + daysLater * 86_400_000).toISOString().slice(0, 10)}T00:00:00+09:00`;
}

/** What a field for a day and a time says, as the API takes it; nothing where it is empty. */
export function instantAt(local: string) {
  return local === "" ? undefined : `${local.length === 16 ? `${local}:00` : local}+09:00`;
}

/** The months that lie between two, both included: 2024-04, 2024-05, … */
export function monthsBetween(first: string, last: string) {
  const out: string[] = [];
  let [year = 0, month = 1] = first.split("-").map(Number);
  for (let at = first; at <= last && out.length < 1200; ) {
    out.push(at);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
    at = `${year}-${String(month).padStart(2, "0")}`;
  }
  return out;
}

/** The API's end of a period does not belong to it; people's last day does. */
export function dayAfter(date: string) {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
