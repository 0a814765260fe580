import { useId } from "react";

export interface FieldShape {
  name: string;
  label: string;
  help?: string;
  /** A line of text where it says nothing. */
  kind?: "password" | "date" | "datetime-local" | "number" | "lines" | "choice" | "choices" | "check";
  options?: Record<string, string>;
  optional?: boolean;
  /** What stands in it at first. */
  value?: string;
  autoComplete?: string;
  /** What is likely, to choose from while somebody types; codes by what they are called. */
  offers?: string[] | Record<string, string>;
  /** Whoever comes here begins to type in it. */
  first?: boolean;
}

interface Props {
  shape: FieldShape;
  value: string;
  onChange: (value: string) => void;
}

/** One thing to fill in, with its label above and its help below. Choices are told apart by spaces. */
export function Field({ shape, value, onChange }: Props) {
  const id = useId();
  const { kind, label, help, options = {}, optional, autoComplete = "off", offers = [], first } = shape;
  const offered = Array.isArray(offers) ? offers.map((one) => [one, one] as const) : Object.entries(offers);
  const common = {
    id,
    required: !optional,
    ...(help ? { "aria-describedby": `${id}-help` } : {}),
  };
  const changed = (event: { target: { value: string } }) => {
    onChange(event.target.value);
  };
  if (kind === "choices") {
    const chosen = new Set(value.split(" ").filter(Boolean));
    return (
      <fieldset className="field">
        <legend>{label}</legend>
        {Object.entries(options).map(([code, name]) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={chosen.has(code)}
              onChange={(event) => {
                if (event.target.checked) chosen.add(code);
                else chosen.delete(code);
                onChange([...chosen].join(" "));
              }}
            />
            {name}
          </label>
        ))}
        {help && <p className="help">{help}</p>}
      </fieldset>
    );
  }
  if (kind === "check") {
    return (
      <label className="check field">
        <input
          type="checkbox"
          checked={value === "yes"}
          onChange={(event) => {
            onChange(event.target.checked ? "yes" : "");
          }}
        />
        {label}
      </label>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {kind === "lines" ? (
        <textarea {...common} rows={4} value={value} onChange={changed} />
      ) : kind === "choice" ? (
        <select {...common} value={value} onChange={changed}>
          <option value="" />
          {Object.entries(options).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={kind ?? "text"}
          autoComplete={autoComplete}
          list={offered.length > 0 ? `${id}-offers` : undefined}
          autoFocus={first}
          value={value}
          onChange={changed}
        />
      )}
      {offered.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offered.map(([value, name]) => (
            <option key={value} value={value} label={name} />
          ))}
        </datalist>
      )}
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}
