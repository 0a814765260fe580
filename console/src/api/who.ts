import { useSyncExternalStore } from "react";
import type { Schema } from "./client.ts";

// Who asks the server. A person has a session: its cookie is the browser's and no script can read
// it; that there was one is noted, so that nobody is asked for who was not there. A program's token,
// which somebody entered, stands in the session storage of one tab.

export type Who =
  | { by: "asking" }
  | { by: "nobody" }
  | { by: "session"; session: Schema["OwnSession"] }
  | { by: "token"; token: string };

const key = "sekisho.token";
const noted = "sekisho.session";
const heard = new Set<() => void>();
let present = beginning();

function beginning(): Who {
  const token = sessionStorage.getItem(key);
  if (token !== null) return { by: "token", token };
  return { by: localStorage.getItem(noted) === null ? "nobody" : "asking" };
}

export function whoAsks() {
  return present;
}

export function setWho(who: Who) {
  present = who;
  if (who.by === "token") sessionStorage.setItem(key, who.token);
  else sessionStorage.removeItem(key);
  if (who.by === "session") localStorage.setItem(noted, "open");
  if (who.by === "nobody") localStorage.removeItem(noted);
  for (const listener of heard) listener();
}

/** Only whom the server refused is forgotten: somebody else may have logged in meanwhile. */
export function forget(who: Who) {
  if (present === who) setWho({ by: "nobody" });
}

export function useWho() {
  return useSyncExternalStore((listener) => {
    heard.add(listener);
    return () => heard.delete(listener);
  }, whoAsks);
}
