import { useState } from "react";
import type { Schema } from "../../api/client.ts";
import { hasKeys } from "../../api/key.ts";
import { Field } from "../../parts/Field.tsx";
import { useTexts } from "../../text/language.ts";

export type Kind = Schema["Factor"]["kind"];

interface Props {
  kinds: Kind[];
  chosen: Kind;
  code: string;
  onChange: (chosen: Kind, code: string) => void;
}

/** What somebody has: an app's code, a security key, an ID card. */
export function SecondFactor({ kinds, chosen, code, onChange }: Props) {
  const { m, word } = useTexts();
  return (
    <>
      {kinds.length > 1 && (
        <fieldset className="field">
          <legend>{m.logIn.factor}</legend>
          {kinds.map((kind) => (
            <label key={kind} className="check">
              <input
                type="radio"
                name="factor"
                checked={kind === chosen}
                onChange={() => {
                  onChange(kind, code);
                }}
              />
              {word(m.logIn.factors, kind)}
            </label>
          ))}
        </fieldset>
      )}
      {chosen === "totp" ? (
        <Field
          shape={{ name: "code", label: m.logIn.appCode, help: m.logIn.appCodeHelp, autoComplete: "one-time-code", first: true }}
          value={code}
          onChange={(value) => {
            onChange(chosen, value);
          }}
        />
      ) : (
        <p className="help">{chosen === "webauthn" ? m.logIn.keyHelp : m.logIn.cardHelp}</p>
      )}
    </>
  );
}

/** The factor to ask for first: the one that was used before, where it can be used here. */
export function useFactor(kinds: Kind[], usual?: Kind) {
  const usable = kinds.filter((kind) => kind !== "webauthn" || hasKeys());
  const first = usual && usable.includes(usual) ? usual : (usable[0] ?? kinds[0] ?? "totp");
  const [given, setGiven] = useState<{ chosen?: Kind; code: string }>({ code: "" });
  return {
    kinds: usable.length > 0 ? usable : kinds,
    chosen: given.chosen ?? first,
    code: given.code,
    onChange: (chosen: Kind, code: string) => {
      setGiven({ chosen, code });
    },
  };
}
