import { type MouseEvent, type ReactNode, useId, useRef } from "react";
import { useTexts } from "../text/language.ts";

interface Props {
  /** Which of several it is for, to whoever hears the button and sees no row. */
  about: string;
  /** Acts; each asks for something, so that whatever it says stands in its dialog. */
  children: ReactNode;
}

/** What is done seldom to a row, behind one button. It closes as soon as one of its acts is chosen. */
export function Menu({ about, children }: Props) {
  const { m } = useTexts();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const choose = ({ target, currentTarget }: MouseEvent<HTMLDivElement>) => {
    // Clicks in the dialog of an act climb to here as well.
    if (!(target instanceof Element) || !currentTarget.contains(target) || !target.closest("button")) return;
    currentTarget.hidePopover();
    button.current?.focus(); // where the dialog gives the focus back to
  };
  return (
    <>
      <button ref={button} type="button" className="quiet" popoverTarget={id} aria-label={`${m.acts}: ${about}`}>
        {m.acts}
      </button>
      <div id={id} popover="auto" className="under menu" onClickCapture={choose}>
        {children}
      </div>
    </>
  );
}
