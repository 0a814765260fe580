import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { dataSets, maySee, whoMaySee } from "../../api/queries.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { AboutThing, allRegisters, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { SystemOffers } from "../../parts/System.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { dayBegins } from "../../time/japan.ts";
import { ReachTable } from "./ReachTable.tsx";

const names = ["of", "person", "system", "record", "day", "registers"] as const;
type Given = Record<(typeof names)[number], string>;

/** What a person could see, and who could see a record, at the noon of any day. */
export default function ReachPage() {
  const { m } = useTexts(registersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const sets = useQuery(dataSets());
  const shown = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ""])) as Given;
  const [given, setGiven] = useState<Given>({ ...shown, of: shown.of || "person" });
  const set = (name: keyof Given) => (value: string) => {
    setGiven({ ...given, [name]: value });
  };
  const registers = sets.data?.registers ?? [];
  const field = (name: "person" | "system" | "record", required: boolean) => (
    <label title={name === "record" ? m.reach.recordHelp : undefined}>
      {m.reach[name]}
      <input
        required={required}
        autoComplete="off"
        list={name === "system" ? "reach-systems" : undefined}
        value={given[name]}
        onChange={(event) => {
          set(name)(event.target.value);
        }}
      />
    </label>
  );
  return (
    <AboutThing {...allRegisters}>
      <p className="lead">{m.reach.lead}</p>
      <form
        className="filters"
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault();
          change({ ...given });
        }}
      >
        <Choice
          label={m.reach.of}
          any=""
          options={{ person: m.reach.ofPerson, record: m.reach.ofRecord }}
          value={given.of}
          onChange={set("of")}
        />
        {given.of === "person" ? field("person", true) : field("record", false)}
        {field("system", given.of === "record")}
        <SystemOffers id="reach-systems" />
        <label>
          {m.reach.day}
          <input
            type="date"
            required
            value={given.day}
            onChange={(event) => {
              set("day")(event.target.value);
            }}
          />
        </label>
        <Choice
          label={m.registers.register}
          any={m.reach.store}
          options={Object.fromEntries(registers.map((name) => [name, name]))}
          value={given.registers}
          onChange={set("registers")}
        />
        <button type="submit" className="primary">
          {m.reach.ask}
        </button>
      </form>
      <div className="acts">
        <Unmask />
      </div>
      {dayBegins(shown.day) && shown.of === "record" && shown.system && <Viewers given={shown} />}
      {dayBegins(shown.day) && shown.of === "person" && shown.person && <Seen given={shown} />}
    </AboutThing>
  );
}

const atNoon = ({ day, registers }: Given) => ({
  at: `${day}T12:00:00+09:00`,
  ...(registers ? { registers } : {}),
});

function Viewers({ given }: { given: Given }) {
  const { system, record } = given;
  const answer = useQuery(whoMaySee({ ...atNoon(given), system, ...(record ? { record } : {}) }));
  return <Loaded query={answer}>{(reach) => <ReachTable reach={reach} />}</Loaded>;
}

function Seen({ given }: { given: Given }) {
  const { person, system } = given;
  const answer = useQuery(maySee({ ...atNoon(given), person, ...(system ? { system } : {}) }));
  return <Loaded query={answer}>{(reach) => <ReachTable reach={reach} />}</Loaded>;
}
