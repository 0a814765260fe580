import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import * as policiesWords from "../text/policies.ts";
import { useTexts } from "../text/language.ts";
import { type Offer, offerAt } from "../text/cedar.ts";
import { cellsBefore } from "../text/cells.ts";

export interface Mark {
  line: number;
  severity: string;
  message: string;
}

interface Props {
  label: string;
  help: string;
  text: string;
  /** What is wrong with which line. */
  marks: Mark[];
  /** What may be offered for what is being typed. */
  names: string[];
  readOnly: boolean;
  ref: Ref<HTMLTextAreaElement>;
  onChange: (text: string) => void;
}

/**
 * A text with the numbers of its lines, and names where somebody types one. It is as tall as its text:
 * what moves is the frame around it. Hears `sekisho-show`: then it moves to where the selection is.
 */
export function Editor({ label, help, text, marks, names, readOnly, ref, onChange }: Props) {
  const { m } = useTexts(policiesWords);
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [offer, setOffer] = useState<(Offer & { chosen: number; line: number; cells: number }) | null>(null);
  useImperativeHandle(ref, () => area.current as HTMLTextAreaElement);
  const lines = text.split("\n");
  const width = Math.max(...lines.map((line) => cellsBefore(line, line.length)));
  const marked = new Map(marks.map((one) => [one.line, one]));

  useEffect(() => {
    const element = area.current;
    const show = () => {
      if (!element || !frame.current) return;
      const line = element.value.slice(0, element.selectionStart).split("\n").length;
      const tall = element.clientHeight / element.value.split("\n").length;
      frame.current.scrollTop = Math.max(0, (line - 6) * tall);
    };
    element?.addEventListener("sekisho-show", show);
    return () => {
      element?.removeEventListener("sekisho-show", show);
    };
  }, []);

  function look({ value, selectionStart }: HTMLTextAreaElement) {
    const found = offerAt(value, selectionStart, names);
    if (!found) {
      setOffer(null);
      return;
    }
    const before = value.slice(0, found.from).split("\n");
    const last = before.at(-1) ?? "";
    setOffer({ ...found, chosen: 0, line: before.length, cells: cellsBefore(last, last.length) });
  }

  function take(name: string) {
    if (!area.current || !offer) return;
    // As if it had been typed, so that the browser can take it back.
    area.current.setSelectionRange(offer.from, area.current.selectionStart);
    area.current.setRangeText(name, offer.from, area.current.selectionEnd, "end");
    onChange(area.current.value);
    setOffer(null);
  }

  function keyed(event: KeyboardEvent) {
    if (!offer) return;
    const { names: list, chosen } = offer;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) setOffer({ ...offer, chosen: (chosen + move + list.length) % list.length });
    else if (event.key === "Enter" || event.key === "Tab") take(list[chosen] ?? "");
    else if (event.key === "Escape") setOffer(null);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="editor" ref={frame}>
        <ol className="editor-lines" aria-hidden="true">
          {lines.map((_, index) => {
            const mark = marked.get(index + 1);
            return (
              <li key={index} className={mark && `editor-${mark.severity}`} title={mark?.message}>
                {index + 1}
              </li>
            );
          })}
        </ol>
        <div className="editor-text">
          <textarea
            ref={area}
            aria-label={label}
            aria-describedby={`${id}-help`}
            aria-autocomplete="list"
            {...(offer ? { "aria-controls": `${id}-offer`, "aria-activedescendant": `${id}-${offer.chosen}` } : {})}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            rows={lines.length}
            style={{ width: `calc(${width}ch + 48px)` }}
            value={text}
            readOnly={readOnly}
            onChange={(event) => {
              onChange(event.target.value);
              look(event.target);
            }}
            onKeyDown={keyed}
            onClick={() => {
              setOffer(null);
            }}
            onBlur={() => {
              setOffer(null);
            }}
          />
          {offer && (
            <ul
              id={`${id}-offer`}
              className="editor-offer"
              role="listbox"
              aria-label={m.drafts.offers}
              style={{ top: `calc(${offer.line} * var(--editor-line) + 8px)`, left: `calc(${offer.cells}ch + 8px)` }}
            >
              {offer.names.map((name, index) => (
                <li
                  key={name}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === offer.chosen}
                  onPointerDown={(event) => {
                    event.preventDefault();
                    take(name);
                  }}
                >
                  {name}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <p id={`${id}-help`} className="help">
        {help}
      </p>
    </>
  );
}
