import { useSyncExternalStore } from "react";

// The token by which the server knows who asks. It stands in the session storage of one tab: it is
// gone when the tab is closed, and no cookie carries it anywhere.

const key = "sekisho.token";
const heard = new Set<() => void>();

export function token() {
  return sessionStorage.getItem(key);
}

export function setToken(value: string | null) {
  if (value === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, value);
  for (const listener of heard) listener();
}

export function useToken() {
  return useSyncExternalStore((listener) => {
    heard.add(listener);
    return () => heard.delete(listener);
  }, token);
}
