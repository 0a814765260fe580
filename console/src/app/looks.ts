// Until when somebody sees people in plain. The server tells it where a look begins and knows it by the
// session; a page that is opened anew says the same because it stands in this browser as well, for that
// session alone. What is looked at is a review, a case, a register, a delivery: it names nobody.

export interface Looks {
  session: string;
  ends: Record<string, string>;
}

/** What the browser kept of this session and is not over; nothing of any other. */
export function readLooks(text: string | null, session: string, now: number): Looks {
  const none: Looks = { session, ends: {} };
  try {
    const kept = JSON.parse(text ?? "null") as Partial<Looks> | null;
    if (kept?.session !== session || typeof kept.ends !== "object") return none;
    const lasting = Object.entries(kept.ends).filter(([, ends]) => Date.parse(ends) > now);
    return { session, ends: Object.fromEntries(lasting) };
  } catch {
    return none;
  }
}

const key = "sekisho.looks";

export function lookEnds(session: string, about: string) {
  return readLooks(localStorage.getItem(key), session, Date.now()).ends[about] ?? null;
}

export function keepLook(session: string, about: string, ends: string) {
  const kept = readLooks(localStorage.getItem(key), session, Date.now());
  localStorage.setItem(key, JSON.stringify({ session, ends: { ...kept.ends, [about]: ends } }));
}
