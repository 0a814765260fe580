import { useState } from "react";
import { useWho } from "../api/who.ts";
import { keptOf, readViews, type View, viewsAtMost } from "./views.ts";

/** The views that somebody keeps of the list at `path`; one of the same name takes another's place. */
export function useViews(path: string) {
  const who = useWho();
  const key = `sekisho.views.${who.by === "session" ? who.session.user : who.by}.${path}`;
  const [views, setViews] = useState(() => readViews(localStorage.getItem(key)));
  const put = (next: View[]) => {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  };
  const without = (name: string) => views.filter((one) => one.name !== name);
  return {
    views,
    full: views.length >= viewsAtMost,
    keep: (name: string, search: URLSearchParams) => {
      put([...without(name), { name, search: keptOf(search) }]);
    },
    drop: (name: string) => {
      put(without(name));
    },
  };
}
