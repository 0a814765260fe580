export interface Begun {
  user: string;
  /** What was begun, by the name that its page gives it, and its codes in their order. */
  begun: Record<string, string[]>;
}

const areCodes = (given: unknown) => Array.isArray(given) && given.every((one) => typeof one === "string");

/** What a tab kept of this user; nothing of anybody else, and nothing that is no list of codes. */
export function readUnfinished(text: string | null, user: string): Begun {
  const none: Begun = { user, begun: {} };
  try {
    const kept = JSON.parse(text ?? "null") as Partial<Begun> | null;
    if (kept?.user !== user || typeof kept.begun !== "object") return none;
    return { user, begun: Object.fromEntries(Object.entries(kept.begun).filter(([, given]) => areCodes(given))) };
  } catch {
    return none;
  }
}
