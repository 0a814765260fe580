import { type ChangeEvent, type KeyboardEvent, useRef, useState } from "react";

/** All keys from one to another, in whichever order these stand; only the latter where the former is gone. */
export function between(keys: string[], one: string, other: string) {
  const [from, to] = [keys.indexOf(one), keys.indexOf(other)];
  if (from < 0) return [other];
  return keys.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/**
 * Which rows of a list are chosen. A box is checked by mouse or by Space; with Shift all rows since
 * the last one go along. Arrow keys move from box to box, with Shift they choose on the way.
 */
export function useChoosing(keys: string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef("");
  const mark = (marked: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const key of marked) {
      if (on) next.add(key);
      else next.delete(key);
    }
    setChosen(next);
  };
  const boxOf = (key: string) => ({
    type: "checkbox",
    "data-choice": key,
    checked: chosen.has(key),
    onChange: ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
      const { shiftKey = false } = nativeEvent as Partial<MouseEvent>;
      mark(shiftKey ? between(keys, last.current, key) : [key], target.checked);
      last.current = key;
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const next = keys[keys.indexOf(key) + step];
      if (step === 0 || next === undefined) return;
      event.preventDefault();
      if (event.shiftKey) mark([key, next], true);
      last.current = next;
      const boxes = event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>("[data-choice]");
      [...(boxes ?? [])].find((box) => box.dataset["choice"] === next)?.focus();
    },
  });
  return {
    chosen,
    mark,
    clear: () => {
      setChosen(new Set());
    },
    boxOf,
  };
}
