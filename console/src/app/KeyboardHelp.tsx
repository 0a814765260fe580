import { useEffect, useRef, useState } from "react";
import { useTexts } from "../text/language.ts";
import { navigate } from "./location.ts";
import { useAreas } from "./pages.tsx";
import { usePreferences } from "./preferences.ts";

const goAfter = 1500; // how long `g` waits for the digit that says where to

/** Whether a key is meant for what has the focus rather than for the page. */
function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && target.closest("input, select, textarea, dialog, [popover]") !== null;
}

/** `?` shows the keys, `g` and a digit goes to an area. Whoever uses other keys can turn this off. */
export function KeyboardHelp() {
  const { m } = useTexts();
  const { keys } = usePreferences();
  const grouped = useAreas();
  const [open, setOpen] = useState(false);
  const going = useRef(0);
  useEffect(() => {
    if (keys === "off") return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const area = grouped[Number(event.key) - 1]?.members[0];
      if (event.key === "?") setOpen(true);
      else if (event.key === "g") going.current = event.timeStamp;
      else if (area && event.timeStamp - going.current < goAfter) {
        navigate(area.path);
        going.current = 0;
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [keys, grouped]);
  return (
    <>
      <button
        type="button"
        className="quiet"
        aria-label={m.keys.title}
        title={m.keys.title}
        onClick={() => {
          setOpen(true);
        }}
      >
        {"?"}
      </button>
      {open && (
        <Keys
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function Keys({ onClose }: { onClose: () => void }) {
  const { m } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="keys" onClose={onClose}>
      <h2 id="keys">{m.keys.title}</h2>
      {m.keys.groups.map(({ where, keys }) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl className="keys">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="help">{m.keys.off}</p>
      <div className="acts">
        <button type="button" onClick={onClose}>
          {m.close}
        </button>
      </div>
    </dialog>
  );
}
