import { useTexts } from "../text/language.ts";

interface Props {
  label: string;
  options: Record<string, string>;
  value: string;
  /** What it says where nothing is chosen; an empty text: then the first is. */
  any?: string;
  onChange: (value: string) => void;
}

/** A filter with few values. */
export function Choice({ label, options, value, any, onChange }: Props) {
  const { m } = useTexts();
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {any !== "" && <option value="">{any ?? m.all}</option>}
        {Object.entries(options).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
