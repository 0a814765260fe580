import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { counts, type FindingFilter } from "../../api/queries.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { useRetailers } from "../../parts/Retailer.tsx";
import { useSystems } from "../../parts/System.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { filterNames } from "./filter.ts";

type Name = (typeof filterNames)[number];

/** Every filter stands in the address. Choices say how many findings they leave. */
export function Filters({ review, filter }: { review: string; filter: FindingFilter }) {
  const { m } = useTexts(findingsWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const undetermined = filter.table === "undetermined";
  const names = filterNames.filter((name) => !(undetermined && name === "disposition"));
  const active = [...filterNames, "from", "until"].some((name) => search.has(name));
  return (
    <form
      className="filters filters-many"
      aria-label={m.filters}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label>
        {m.findings.which}
        <select
          value={undetermined ? "undetermined" : "findings"}
          onChange={(event) => {
            const table = event.target.value === "undetermined" ? "undetermined" : "";
            change({ table, disposition: "" });
          }}
        >
          <option value="findings">{m.tables.findings}</option>
          <option value="undetermined">{m.tables.undetermined}</option>
        </select>
      </label>
      {names.map((name) =>
        name === "viewer" || name === "retailer" ? (
          <TypedFilter key={name} review={review} filter={filter} name={name} />
        ) : (
          <ChosenFilter key={name} review={review} filter={filter} name={name} />
        ),
      )}
      {(["from", "until"] as const).map((name) => (
        <label key={name}>
          {name === "from" ? m.from : m.lastDay}
          <input
            type="date"
            value={search.get(name) ?? ""}
            onChange={(event) => {
              change({ [name]: event.target.value }, "replace");
            }}
          />
        </label>
      ))}
      {active && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            change(Object.fromEntries([...filterNames, "from", "until"].map((name) => [name, ""])));
          }}
        >
          {m.clear}
        </button>
      )}
    </form>
  );
}

interface Props {
  review: string;
  filter: FindingFilter;
  name: Name;
}

/** The values of a member under all the other filters, with how many findings each leaves. */
function useChoices({ review, filter, name }: Props) {
  const others: FindingFilter = { ...filter };
  Reflect.deleteProperty(others, name);
  const { data } = useQuery(counts(review, { ...others, by: name }));
  return data?.groups.filter((group) => group.by !== "") ?? [];
}

function useWords(name: Name) {
  const { m, word } = useTexts();
  const { nameOf } = useSystems();
  const { said } = useRetailers();
  const words = name === "disposition" ? m.disposition : name === "route" ? m.route : {};
  return (code: string) => (name === "system" ? nameOf(code) : name === "retailer" ? said(code) : word(words, code));
}

function ChosenFilter(props: Props) {
  const { m } = useTexts();
  const words = useWords(props.name);
  const change = useSearchChange();
  const choices = useChoices(props);
  const chosen = props.filter[props.name] ?? "";
  return (
    <label>
      {m.field[props.name]}
      <select
        value={chosen}
        onChange={(event) => {
          change({ [props.name]: event.target.value });
        }}
      >
        <option value="">{m.all}</option>
        {chosen && !choices.some((one) => one.by === chosen) && (
          <option value={chosen}>{words(chosen)} (0)</option>
        )}
        {choices.map((one) => (
          <option key={one.by} value={one.by}>
            {words(one.by)} ({m.count(one.findings)})
          </option>
        ))}
      </select>
    </label>
  );
}

const offered = 200; // thousands would have to be laid out with every key

/** For members with many values: typed, with those of the most findings to choose from. */
function TypedFilter(props: Props) {
  const { m } = useTexts();
  const words = useWords(props.name);
  const change = useSearchChange();
  const choices = useChoices(props);
  const most = choices.toSorted((one, other) => other.findings - one.findings).slice(0, offered);
  const id = useId();
  const chosen = props.filter[props.name] ?? "";
  return (
    <label>
      {m.field[props.name]}
      <input
        key={chosen}
        list={id}
        defaultValue={chosen}
        placeholder={m.all}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          const given = event.target.value;
          if (given === "" || choices.some((one) => one.by === given)) change({ [props.name]: given });
        }}
        onBlur={(event) => {
          change({ [props.name]: event.target.value.trim() });
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") change({ [props.name]: event.currentTarget.value.trim() });
        }}
      />
      <datalist id={id}>
        {most.map((one) => (
          <option key={one.by} value={one.by} label={`${words(one.by)} (${m.count(one.findings)})`} />
        ))}
      </datalist>
    </label>
  );
}
