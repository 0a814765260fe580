import type { Schema } from "../api/client.ts";
import { type Place, placeOf, searchText } from "./location.ts";

export type GuideData = NonNullable<Schema["OwnSession"]["guide"]>;

/** The five places of the guide through made-up data, in their order. */
export function stepsOf({ before, after, registers, system, time, file, line }: GuideData) {
  const look = { review: before, system, time, file, line };
  return [
    { name: "reach", to: `/scope${searchText({ review: before })}` },
    { name: "line", to: `/finding${searchText(look)}` },
    { name: "versions", to: `/versions${searchText({ review: after })}` },
    { name: "withdrawn", to: `/finding${searchText({ ...look, registers })}` },
    { name: "supplier", to: `/scope${searchText({ review: after })}#suppliers` },
  ] as const;
}

export type Step = ReturnType<typeof stepsOf>[number];

/** Which of them a place is; one that says more comes after one that says less. */
export function stepAt(steps: readonly Step[], { path, search }: Place) {
  return steps.findLast(({ to }) => {
    const step = placeOf(to);
    return step.path === path && [...step.search].every(([name, value]) => search.get(name) === value);
  });
}
