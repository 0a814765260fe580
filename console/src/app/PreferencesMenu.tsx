import { useId } from "react";
import { useTexts } from "../text/language.ts";
import { type Preferences, setPreferences, usePreferences } from "./preferences.ts";

export function PreferencesMenu() {
  const { m } = useTexts();
  const liked = usePreferences();
  const id = useId();
  return (
    <>
      <button type="button" className="quiet" popoverTarget={id}>
        {m.preferences.title}
      </button>
      <div id={id} popover="auto" className="preferences" role="group" aria-label={m.preferences.title}>
        <label>
          {m.preferences.language}
          <select
            value={liked.language}
            onChange={(event) => {
              setPreferences({ language: event.target.value as Preferences["language"] });
            }}
          >
            <option value="ja" lang="ja">
              {"日本語"}
            </option>
            <option value="en" lang="en">
              {"English"}
            </option>
          </select>
        </label>
        <label>
          {m.preferences.theme}
          <select
            value={liked.theme}
            onChange={(event) => {
              setPreferences({ theme: event.target.value as Preferences["theme"] });
            }}
          >
            {Object.entries(m.preferences.themes).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {m.preferences.dates}
          <select
            value={liked.dates}
            onChange={(event) => {
              setPreferences({ dates: event.target.value as Preferences["dates"] });
            }}
          >
            {Object.entries(m.preferences.dateStyles).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {m.preferences.keys}
          <select
            value={liked.keys}
            onChange={(event) => {
              setPreferences({ keys: event.target.value as Preferences["keys"] });
            }}
          >
            {Object.entries(m.preferences.keyStyles).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}
