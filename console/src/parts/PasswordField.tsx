import { useState } from "react";
import { useTexts } from "../text/language.ts";
import { Field, type FieldShape } from "./Field.tsx";

interface Props {
  shape: Omit<FieldShape, "kind">;
  value: string;
  onChange: (value: string) => void;
}

/** A password to fill in, which whoever is alone may look at. */
export function PasswordField({ shape, value, onChange }: Props) {
  const { m } = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <div>
      <Field shape={shown ? shape : { ...shape, kind: "password" }} value={value} onChange={onChange} />
      <button
        type="button"
        className="quiet"
        aria-pressed={shown}
        onClick={() => {
          setShown(!shown);
        }}
      >
        {m.logIn.show}
      </button>
    </div>
  );
}
