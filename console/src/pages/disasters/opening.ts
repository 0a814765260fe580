import type { Schema } from "../../api/client.ts";
import type { Values } from "../../parts/Act.tsx";
import type { FieldShape } from "../../parts/Field.tsx";
import { useSystems } from "../../parts/System.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { instantAt } from "../../time/japan.ts";
import { usePlaces } from "./queries.ts";

const linesIn = (text = "") => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What it takes for an office to open a disaster. */
export function useOpeningFields(): FieldShape[] {
  const { m } = useTexts(disastersWords);
  const { offices, systems } = usePlaces();
  const { choices } = useSystems();
  return [
    { name: "office", label: m.disasters.office, offers: offices },
    {
      name: "systems",
      label: m.disasters.systems,
      ...(systems.length > 0
        ? { kind: "choices", options: choices(systems), value: systems.join(" ") }
        : { help: m.disasters.systemsHelp }),
    },
    { name: "areas", label: m.disasters.areas, help: m.disasters.areasHelp, kind: "lines" },
    { name: "from", label: m.disasters.from, help: m.disasters.fromHelp, kind: "datetime-local", optional: true },
    { name: "until", label: m.disasters.until, help: m.disasters.untilHelp, kind: "datetime-local", optional: true },
    { name: "number", label: m.disasters.number, help: m.disasters.numberHelp, optional: true },
  ];
}

/** The same as the API takes it. */
export function openingOf({ office = "", systems = "", areas, from = "", until = "", number }: Values): Schema["OpeningRequest"] {
  const [begins, ends] = [instantAt(from), instantAt(until)];
  return {
    office,
    systems: systems.split(/\s+/).filter(Boolean),
    areas: linesIn(areas),
    ...(begins ? { from: begins } : {}),
    ...(ends ? { until: ends } : {}),
    ...(number ? { number } : {}),
  };
}
