import { useCallback, useSyncExternalStore } from "react";

// The address bar is where the state of a page lives: whoever copies the address sees the same.
// A path here is what follows `/console`: `/findings?system=nol`.

const base = "/console";
const heard = new Set<() => void>();

function subscribe(listener: () => void) {
  heard.add(listener);
  addEventListener("popstate", listener);
  return () => {
    heard.delete(listener);
    removeEventListener("popstate", listener);
  };
}

function current() {
  return location.pathname.slice(base.length) + location.search;
}

export function href(to: string) {
  return base + to;
}

export function navigate(to: string, how: "push" | "replace" = "push") {
  if (to === current()) return;
  if (how === "push") history.pushState(null, "", href(to));
  else history.replaceState(null, "", href(to));
  for (const listener of heard) listener();
  showPart(new URL(href(to), location.href).hash);
}

const partAfter = 10_000; // how long a part of a page may take to arrive

/** The part of a page that `#…` names comes into view, and has the focus, once what stands before it is there. */
export function showPart(hash: string) {
  if (hash === "") return;
  const isShown = () => {
    const part = document.getElementById(hash.slice(1));
    if (!part || document.querySelector("main .loading")) return false;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
    return true;
  };
  const watch = new MutationObserver(() => {
    if (isShown()) watch.disconnect();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => {
    if (isShown()) watch.disconnect();
  });
  setTimeout(() => {
    watch.disconnect();
  }, partAfter);
}

/** What a search says, without what says nothing; in a fixed order, so that equal is equal. */
export function searchText(values: Record<string, string | undefined>) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `?${text}` : "";
}

export interface Place {
  /** `/findings` */
  path: string;
  search: URLSearchParams;
}

export function placeOf(to: string): Place {
  const [path = "", search = ""] = to.replace(/#.*$/, "").split("?", 2);
  return { path: path || "/", search: new URLSearchParams(search) };
}

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, current));
}

/** Changes some of the search and keeps the rest; an empty value takes one away. */
export function useSearchChange() {
  return useCallback((change: Record<string, string>, how: "push" | "replace" = "push") => {
    const { path, search } = placeOf(current());
    for (const [name, value] of Object.entries(change)) {
      if (value) search.set(name, value);
      else search.delete(name);
    }
    navigate(path + searchText(Object.fromEntries(search)), how);
  }, []);
}

/** What an address says, where it is one of these. */
export const among = <Code extends string>(codes: readonly Code[], given: string | null) => codes.find((one) => one === given);
