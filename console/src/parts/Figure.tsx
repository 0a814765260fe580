import type { ReactNode } from "react";
import { Link } from "../app/Link.tsx";

interface Props {
  label: string;
  /** What exactly it counts. */
  help?: string;
  /** Where what it counts is to be seen. */
  to?: string;
  strong?: boolean;
  children: ReactNode;
}

/** A number that says what it counts, and leads there. */
export function Figure({ label, help, to, strong, children }: Props) {
  return (
    <div className={strong ? "figure figure-strong" : "figure"}>
      <dt>{label}</dt>
      <dd className="figure-value">{to ? <Link to={to}>{children}</Link> : children}</dd>
      {help && <dd className="help">{help}</dd>}
    </div>
  );
}
