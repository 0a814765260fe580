import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { isMasked } from "../api/client.ts";
import { actOf, type Operation, useMayDo } from "../app/may.ts";
import { AskPurpose } from "../app/unmasking.tsx";
import { Dialog } from "./Dialog.tsx";
import { Field, type FieldShape } from "./Field.tsx";
import { Failure } from "./Loaded.tsx";

export type Values = Record<string, string>;

interface Props {
  /** What it does: whoever may never do that is not offered it. `anybody`: whoever sees it may. */
  does: Operation | "anybody";
  label: string;
  /** Which of several it is for, to whoever hears the button and sees no row. */
  about?: string | undefined;
  /** Of the dialog, where the button says too little by itself. */
  title?: string;
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
 * refused. Afterwards everything that pages show is asked for again. What a field says at first may
 * arrive after the dialog opened: it stands there until somebody writes something else. What is
 * done at once and lacks a purpose asks for that, and goes on.
 */
export function Act(props: Props) {
  const mayDo = useMayDo();
  return props.does === "anybody" || mayDo(props.does) ? <Offered {...props} /> : null;
}

function Offered({ does, label, title = label, about, help, fields = [], primary, quiet, disabled, run }: Props) {
  const client = useQueryClient();
  const [written, setWritten] = useState<Values | null>(null);
  const values = Object.fromEntries(fields.map(({ name, value = "" }) => [name, written?.[name] ?? value]));
  const act = useMutation({
    mutationFn: run,
    onSuccess: () => {
      setWritten(null);
      return client.invalidateQueries();
    },
  });
  const asks = fields.length > 0 || help !== undefined;
  return (
    <>
      <button
        type="button"
        {...(does === "anybody" ? {} : actOf(does))}
        className={primary ? "primary" : quiet ? "quiet" : undefined}
        aria-label={about && `${label}: ${about}`}
        disabled={disabled === true || act.isPending}
        onClick={() => {
          act.reset();
          if (asks) setWritten({});
          else act.mutate(values);
        }}
      >
        {label}
      </button>
      {!asks && isMasked(act.error) && (
        <AskPurpose
          onStated={() => {
            act.mutate(values);
          }}
          onClose={() => {
            act.reset();
          }}
          otherwise={<Failure error={act.error} />}
        />
      )}
      {!asks && act.error && !isMasked(act.error) && <Failure error={act.error} />}
      {written && (
        <Dialog
          title={title}
          submit={label}
          busy={act.isPending}
          error={act.error}
          onSubmit={() => {
            act.mutate(values);
          }}
          onClose={() => {
            setWritten(null);
          }}
        >
          {help && <p className="help">{help}</p>}
          {fields.map((field) => (
            <Field
              key={field.name}
              shape={field}
              value={values[field.name] ?? ""}
              onChange={(value) => {
                setWritten({ ...written, [field.name]: value });
              }}
            />
          ))}
        </Dialog>
      )}
    </>
  );
}
