import { type Operation, useMayDo } from "../app/may.ts";

interface Props {
  /** What an area's words say where there is nothing, and how one begins. */
  words: { none: string; begin?: string };
  /** What one may have to be allowed to begin. */
  begins?: Operation | undefined;
}

/** That there is nothing; and how that is changed, to those who may. */
export function None({ words: { none, begin }, begins }: Props) {
  const mayDo = useMayDo();
  return (
    <p className="empty">
      {none} {begin && (!begins || mayDo(begins)) && begin}
    </p>
  );
}
