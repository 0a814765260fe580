import { useSyncExternalStore } from "react";
import { Cancelled, Refusal, type Schema } from "./client.ts";
import { whoAsks } from "./who.ts";

// A fresh proof of who asks (再度の本人確認). What takes one out, changes accounts or shows people in
// plain is wrapped in `proved`; the dialog of app/StepUp.tsx asks for the proof.

export type Purpose = Schema["StepUpRequest"]["purpose"];

interface Wanted {
  purpose: Purpose;
  done: () => void;
  cancel: () => void;
}

const heard = new Set<() => void>();
let wanted: Wanted | null = null;

function want(next: Wanted | null) {
  wanted = next;
  for (const listener of heard) listener();
}

function prove(purpose: Purpose) {
  return new Promise<void>((done, fail) => {
    wanted?.cancel();
    want({
      purpose,
      done: () => {
        want(null);
        done();
      },
      cancel: () => {
        want(null);
        fail(new Cancelled());
      },
    });
  });
}

/** Whether a proof was given that still holds when what it is for arrives. A program gives none. */
function isFresh(purpose: Purpose) {
  const who = whoAsks();
  if (who.by !== "session") return true;
  const ends = (who.session.fresh as Record<string, string>)[purpose];
  return ends !== undefined && Date.parse(ends) > Date.now() + 5_000;
}

/** Does what takes a fresh proof: asks for it first where there is none, and again where it ran out. */
export async function proved<Done>(purpose: Purpose, act: () => Promise<Done>): Promise<Done> {
  if (!isFresh(purpose)) await prove(purpose);
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "step-up-needed") throw error;
    await prove(purpose);
    return act();
  }
}

export function useWantedProof() {
  return useSyncExternalStore((listener) => {
    heard.add(listener);
    return () => heard.delete(listener);
  }, () => wanted);
}
