import type { ReactNode } from "react";
import { type Operation, useMayDo } from "./may.ts";

interface Props {
  /** One of these is enough. */
  to: Operation | Operation[];
  children: ReactNode;
  /** What the others see in its place. */
  otherwise?: ReactNode;
}

/** What only those see who may ever do that, such as a form: nobody fills in what would be refused. */
export function Allowed({ to, children, otherwise = null }: Props) {
  const mayDo = useMayDo();
  return mayDo(...[to].flat()) ? children : otherwise;
}
