import { useSyncExternalStore } from "react";

/** What somebody likes, kept in this browser: nothing about anybody's work stands here. */
export interface Preferences {
  language: "ja" | "en";
  theme: "system" | "light" | "dark";
  dates: "era" | "western";
  /** Keys that do something wherever the focus is. */
  keys: "on" | "off";
  /** The guide through made-up data, where there is one. */
  guide: "on" | "off";
}

const key = "sekisho.preferences";
const usual: Preferences = {
  language: navigator.language.startsWith("en") ? "en" : "ja",
  theme: "system",
  dates: "western",
  keys: "on",
  guide: "on",
};

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Preferences>;
    return {
      language: kept.language === "en" || kept.language === "ja" ? kept.language : usual.language,
      theme: kept.theme === "light" || kept.theme === "dark" ? kept.theme : "system",
      dates: kept.dates === "era" ? "era" : "western",
      keys: kept.keys === "off" ? "off" : "on",
      guide: kept.guide === "off" ? "off" : "on",
    };
  } catch {
    return usual;
  }
}

let present = read();
const heard = new Set<() => void>();

function show({ language, theme }: Preferences) {
  document.documentElement.lang = language;
  document.documentElement.dataset["theme"] = theme;
}

export function setPreferences(change: Partial<Preferences>) {
  present = { ...present, ...change };
  localStorage.setItem(key, JSON.stringify(present));
  show(present);
  for (const listener of heard) listener();
}

export function usePreferences() {
  return useSyncExternalStore(
    (listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    () => present,
  );
}

show(present);
