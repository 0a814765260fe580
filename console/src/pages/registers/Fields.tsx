import type { Schema } from "../../api/client.ts";
import { Content } from "../../parts/History.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";

/** What a register says of something. */
export function Fields({ of }: { of: Schema["Statement"] }) {
  const { m } = useTexts(registersWords);
  return <Content named={of.register !== "systems"} of={of.fields} words={m.registers.members} values={m.registers.values} />;
}
