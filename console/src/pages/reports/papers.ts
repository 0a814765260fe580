// What papers there are, and how the record of what went out names them.

export const papers = ["half-year", "incident", "supplier", "month", "viewpoints"] as const;
export type Paper = (typeof papers)[number];

/** Those that name people or customers take a look in plain at their review. */
export const namesPeople = (paper: Paper) => paper === "incident" || paper === "supplier";

export interface Made {
  paper: string;
  /** The supplier, the month, the campaign; empty where the paper is about all of its review. */
  about: string;
  review: string;
  language: string;
}

/** `report/supplier E127 of review/r1 in ja`; nothing where it is something else that went out. */
export function paperOf(what: string): Made | undefined {
  const found = /^report\/(\S+)(?: (.+))? of review\/(\S+)(?: in (\w+))?$/.exec(what);
  if (!found) return undefined;
  const [, paper = "", about = "", review = "", language = ""] = found;
  return { paper, about, review, language };
}

/** `行為規制管理者,送電 太郎`, a line each; without a name it is a box to sign in. */
export function signaturesIn(text: string) {
  return text
    .split("\n")
    .map((line) => line.split(/[,、,]/, 2).map((part) => part.trim()))
    .filter(([role]) => role)
    .map(([role = "", name = ""]) => ({ role, name }));
}
