// Views of a list that somebody keeps: a name, and what the address says. They stand in this browser,
// apart for each user, and never say who was looked for (ADR 0092).

export interface View {
  name: string;
  search: string;
}

export const viewsAtMost = 30;
export const nameAtMost = 60;
/** A view is of whatever review is the newest, and people's names and IDs stay out of the browser. */
const neverKept = ["review", "viewer", "person", "key"];

export function keptOf(search: URLSearchParams) {
  const kept = new URLSearchParams(search);
  for (const name of neverKept) kept.delete(name);
  kept.sort();
  return kept.toString();
}

/** What stands in the browser, as far as it is a list of views. */
export function readViews(text: string | null): View[] {
  try {
    const given: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(given)) return [];
    return given
      .filter((one: Partial<View> | null) => typeof one?.name === "string" && typeof one.search === "string")
      .map(({ name, search }: View) => ({ name, search: keptOf(new URLSearchParams(search)) }))
      .slice(0, viewsAtMost);
  } catch {
    return [];
  }
}
