import { useEffect, useState } from "react";

/** A value as it is when nothing has changed for a while: what is being typed is asked about then. */
export function useSettled<Value>(value: Value, milliseconds = 600): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [value, milliseconds]);
  return settled;
}
