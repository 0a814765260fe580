import { useWho } from "../api/who.ts";

/** What the rules of the office are about, as the table of roles names it. */
export type Kind =
  | "Review"
  | "Case"
  | "Register"
  | "PolicySet"
  | "Delivery"
  | "Campaign"
  | "Grant"
  | "Disaster"
  | "Emergency"
  | "OutagePlan"
  | "Account"
  | "Record";

/** Whether whoever asks may look at a kind of thing at all. A program's token finds out by asking. */
export function useMay() {
  const who = useWho();
  return (kind: Kind) => who.by !== "session" || who.session.views.includes(kind);
}
