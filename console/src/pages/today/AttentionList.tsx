import { Link } from "../../app/Link.tsx";
import type { Point } from "./attention.ts";

/** Points that need somebody: what it is, why, and where it is done. */
export function AttentionList({ points }: { points: Point[] }) {
  return (
    <ul className="attention">
      {points.map((point) => (
        <li key={point.text} className={`attention-${point.weight}`}>
          <Link to={point.to}>{point.text}</Link>
          <span className="help">{point.help}</span>
        </li>
      ))}
    </ul>
  );
}
