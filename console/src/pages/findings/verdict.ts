/** What the rules must have said for an access to be judged so. */
export function verdictOf(disposition: string) {
  return disposition === "violation" || disposition === "attempt" ? "denied" : disposition;
}
