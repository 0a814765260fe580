import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import type { Lending, Opening, PoolItem } from "./queries.ts";

export function OpeningState({ code }: { code: Opening["state"] }) {
  const { m, word } = useTexts(disastersWords);
  return <span className={`mark mark-opening-${code}`}>{word(m.disasters.states, code)}</span>;
}

/** A lending that still owes something when it should not any more stands out. */
export function LendingState({ code, late = false }: { code: Lending["state"]; late?: boolean }) {
  const { m, word } = useTexts(disastersWords);
  return <span className={`mark mark-lending-${late ? "late" : code}`}>{word(m.lendings.states, code)}</span>;
}

export function ItemState({ code }: { code: PoolItem["state"] }) {
  const { m, word } = useTexts(disastersWords);
  return <span className={`mark mark-item-${code}`}>{word(m.pool.states, code)}</span>;
}
