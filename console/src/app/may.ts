import { acts, type Kind } from "../api/acts.ts";
import { useWho } from "../api/who.ts";

export type { Kind };
/** Something of the API that is more than to look, by the name that its document gives it. */
export type Operation = keyof typeof acts;

/**
 * Whether whoever asks may do one of these acts, `ACTION.THING`: the session says so, by the rules
 * of the office. A program's token finds out by asking.
 */
function useAllowed() {
  const who = useWho();
  return (some: string[]) => who.by !== "session" || some.some((one) => who.session.acts.includes(one));
}

/** Whether whoever asks may look at a kind of thing at all. */
export function useMay() {
  const allowed = useAllowed();
  return (kind: Kind) => allowed([`view.${kind}`]);
}

/** Whether whoever asks may state a purpose and see people in plain. */
export function useMayUnmask() {
  const allowed = useAllowed();
  return (kind: Kind) => allowed([`unmask.${kind}`]);
}

/**
 * Whether whoever asks may ever do that. What depends on the thing, such as that nobody approves
 * what they did themselves, is not in it: that is offered, and the server says why not.
 */
export function useMayDo() {
  const allowed = useAllowed();
  return (...some: Operation[]) => some.some((one) => allowed(acts[one]));
}

/** What a button is marked with, so that the tests can hold it against the rules. */
export function actOf(operation: Operation) {
  return { "data-act": acts[operation].join(" ") };
}
