import { useEffect } from "react";

interface Props {
  title: string;
  text: string;
  /** What whoever closes it has to know. */
  notice?: string | undefined;
  words: { print: string; close: string };
  onClose: () => void;
}

/** A sheet to hand over: as soon as it is there the browser asks where to print it, and nothing else of the page. */
export function Sheet({ title, text, notice, words, onClose }: Props) {
  useEffect(() => {
    print();
  }, [text]);
  return (
    <section className="sheet" aria-label={title}>
      <div className="acts no-print">
        <h2>{title}</h2>
        <button
          type="button"
          onClick={() => {
            print();
          }}
        >
          {words.print}
        </button>
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
      {notice && (
        <p className="notice no-print" role="status">
          {notice}
        </p>
      )}
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
