import { whoAsks } from "../api/who.ts";
import { readUnfinished } from "./begun.ts";

// What somebody began and has not handed over yet, so that a reload does not lose it. It stands in the
// session storage of one tab, for whom it is of alone: whoever waited too long finds it after logging in
// anew, and logging out takes it away. Codes of things go there, nothing about people.

const key = "sekisho.unfinished";

/** Only people have a name by which to know them again. */
function whose() {
  const who = whoAsks();
  return who.by === "session" ? who.session.user : undefined;
}

export function unfinished(name: string): string[] {
  const user = whose();
  return user === undefined ? [] : (readUnfinished(sessionStorage.getItem(key), user).begun[name] ?? []);
}

/** With no codes nothing is left of it. */
export function keepUnfinished(name: string, codes: string[]) {
  const user = whose();
  if (user === undefined) return;
  const { begun } = readUnfinished(sessionStorage.getItem(key), user);
  const next = Object.entries({ ...begun, [name]: codes }).filter(([, given]) => given.length > 0);
  sessionStorage.setItem(key, JSON.stringify({ user, begun: Object.fromEntries(next) }));
}

export function forgetUnfinished() {
  sessionStorage.removeItem(key);
}
