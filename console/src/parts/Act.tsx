import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { Field, type FieldShape } from "./Field.tsx";
import { Failure } from "./Loaded.tsx";

export type Values = Record<string, string>;

interface Props {
  label: string;
  /** What it does and what then cannot be undone. */
  help?: ReactNode;
  /** None: it is done as soon as the button is pressed. */
  fields?: FieldShape[];
  primary?: boolean;
  quiet?: boolean;
  disabled?: boolean;
  run: (values: Values) => Promise<unknown>;
}

/**
 * Something that somebody does to what a page shows: a button, what it asks for, and why it was
 * refused. Afterwards everything that pages show is asked for again.
 */
export function Act({ label, help, fields = [], primary, quiet, disabled, run }: Props) {
  const client = useQueryClient();
  const [values, setValues] = useState<Values | null>(null);
  const act = useMutation({
    mutationFn: run,
    onSuccess: () => {
      setValues(null);
      return client.invalidateQueries();
    },
  });
  const asks = fields.length > 0 || help !== undefined;
  return (
    <>
      <button
        type="button"
        className={primary ? "primary" : quiet ? "quiet" : undefined}
        disabled={disabled === true || act.isPending}
        onClick={() => {
          act.reset();
          const given = Object.fromEntries(fields.map((field) => [field.name, field.value ?? ""]));
          if (asks) setValues(given);
          else act.mutate(given);
        }}
      >
        {label}
      </button>
      {!asks && act.error && <Failure error={act.error} />}
      {values && (
        <Dialog
          title={label}
          submit={label}
          busy={act.isPending}
          error={act.error}
          onSubmit={() => {
            act.mutate(values);
          }}
          onClose={() => {
            setValues(null);
          }}
        >
          {help && <p className="help">{help}</p>}
          {fields.map((field) => (
            <Field
              key={field.name}
              shape={field}
              value={values[field.name] ?? ""}
              onChange={(value) => {
                setValues({ ...values, [field.name]: value });
              }}
            />
          ))}
        </Dialog>
      )}
    </>
  );
}
