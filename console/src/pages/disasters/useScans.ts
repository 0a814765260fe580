import { useRef, useState } from "react";

export interface Scan<Result> {
  id: number;
  code: string;
  /** Missing: it is on its way. */
  result?: Result;
  error?: unknown;
}

/**
 * What is scanned, the newest first. A scanner types faster than a server answers: the field is free at
 * once, and codes are sent one after the other, in their order. `already` was scanned before, the newest
 * first.
 */
export function useScans<Result>(look: (code: string) => Promise<Result> | Result, already: Omit<Scan<Result>, "id">[] = []) {
  const [scans, setScans] = useState<Scan<Result>[]>(() => already.map((one, at) => ({ ...one, id: already.length - at })));
  const queue = useRef(Promise.resolve());
  const count = useRef(already.length);
  const told = (id: number, what: Partial<Scan<Result>>) => {
    setScans((known) => known.map((one) => (one.id === id ? { ...one, ...what } : one)));
  };
  const scan = (code: string, heard?: (result: Result | undefined) => void) => {
    const id = (count.current += 1);
    setScans((known) => [{ id, code }, ...known]);
    queue.current = queue.current.then(async () => {
      try {
        const result = await look(code);
        told(id, { result });
        heard?.(result);
      } catch (error) {
        told(id, { error });
        heard?.(undefined);
      }
    });
  };
  return { scans, scan };
}
