import { type ReactNode, type SubmitEvent, useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { useTexts } from "../text/language.ts";
import { Failure } from "./Loaded.tsx";

interface Props {
  title: string;
  /** What the button does that goes on, in a word. */
  submit: string;
  busy?: boolean;
  error?: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for something before going on. Escape closes it; the browser keeps the focus inside. */
export function Dialog({ title, submit, busy, error, onSubmit, onClose, children }: Props) {
  const { m } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  // Not within what opened it, which may be the form of another dialog.
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault();
          // React's events climb to whoever opened it all the same.
          event.stopPropagation();
          onSubmit();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        {error ? <Failure error={error} /> : null}
        <div className="acts">
          <button type="submit" className="primary" disabled={busy}>
            {submit}
          </button>
          <button type="button" onClick={onClose}>
            {m.cancel}
          </button>
        </div>
      </form>
    </dialog>,
    document.body,
  );
}
