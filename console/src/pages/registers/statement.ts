import type { Schema } from "../../api/client.ts";
import { useWindowText } from "../../parts/Window.tsx";

/** What a statement of a register is about: the code by which its history is asked for. */
export function keyOf({ fields }: Schema["Statement"]) {
  const said = fields as Record<string, string>;
  if (said["system"] && said["account"]) return `${said["system"]}/${said["account"]}`;
  return Object.values(said)[0] ?? "";
}

export function useStatement() {
  const text = useWindowText();
  return {
    keyOf,
    period: ({ from, until }: Schema["Statement"]) =>
      text({ from: from as string | null, until: until as string | null }, true),
  };
}
