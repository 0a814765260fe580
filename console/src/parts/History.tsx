import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../api/client.ts";
import * as stepsWords from "../text/steps.ts";
import { useTexts } from "../text/language.ts";
import { Loaded } from "./Loaded.tsx";
import { Scope } from "./Scope.tsx";
import { useSystems } from "./System.tsx";
import { Table } from "./Table.tsx";

interface Props {
  id: string;
  ask: (signal: AbortSignal) => Promise<Schema["History"]>;
  /** For codes that its steps say. */
  words?: Record<string, string>;
  /** What is done to it, where the words for that are its own. */
  kinds?: Record<string, string>;
}

/** Each step of a case or a campaign, and whether they are those that the record has hashes of. */
export function Steps({ id, ask, words = {}, kinds = {} }: Props) {
  const { m } = useTexts(stepsWords);
  const history = useQuery({ queryKey: ["history", id], queryFn: ({ signal }) => ask(signal) });
  return (
    <section aria-labelledby="history">
      <h2 id="history">{m.steps.title}</h2>
      <Loaded query={history}>
        {({ items, intact }) => (
          <>
            <p className="help">{intact ? m.steps.intact : m.steps.notIntact}</p>
            <StepTable name={m.steps.title} steps={items} words={words} kinds={kinds} />
          </>
        )}
      </Loaded>
    </section>
  );
}

interface StepTableProps {
  name: string;
  steps: Schema["Step"][];
  words: Record<string, string>;
  kinds: Record<string, string>;
}

function StepTable({ name, steps, words, kinds }: StepTableProps) {
  const { m, moment, word } = useTexts(stepsWords);
  return (
    <Table
      name={name}
      rows={steps}
      rowKey={(one) => one.revision}
      columns={[
        { head: m.steps.revision, number: true, cell: (one) => m.count(one.revision) },
        { head: m.field.time, short: true, cell: (one) => moment(one.time) },
        { head: m.steps.what, names: true, cell: (one) => word({ ...m.steps.kinds, ...kinds }, one.what) },
        { head: m.steps.by, code: true, cell: (one) => one.by.slice(0, 12), title: (one) => one.by },
        { head: m.steps.content, cell: (one) => <StepContent of={one.content} words={words} /> },
        { head: m.steps.hash, code: true, cell: (one) => one.sha256.slice(0, 12), title: (one) => one.sha256 },
      ]}
    />
  );
}

/** What a step says that people can read; and all of it, as the record has its hash. */
function StepContent({ of, words }: { of: object; words: Record<string, string> }) {
  const { m, word } = useTexts(stepsWords);
  const known = Object.entries(of as Record<string, unknown>).filter(
    ([name, value]) => name in m.steps.members && value !== "" && value !== 0,
  );
  const { nameOf } = useSystems();
  const said = (name: string, value: unknown) =>
    typeof value !== "string" ? JSON.stringify(value) : name === "scope" ? <Scope of={value} /> : name === "system" ? nameOf(value) : word(words, value);
  return (
    <>
      <dl className="content">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{m.steps.members[name]}</dt>
            <dd>{said(name, value)}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{m.steps.whole}</summary>
        <Content of={of} />
      </details>
    </>
  );
}

interface ContentProps {
  of: object;
  /** For its members; without them they are named as the server names them. */
  words?: Record<string, string>;
  /** For codes that a member may say. */
  values?: Record<string, Record<string, string>>;
  /** Systems are called by their names. */
  named?: boolean;
}

/** What the server says of a step or a row, member by member. */
export function Content({ of, words = {}, values = {}, named = false }: ContentProps) {
  const { m, person, word } = useTexts();
  const { nameOf } = useSystems();
  const said = (name: string, value: unknown): string =>
    typeof value === "string"
      ? named && (name === "system" || name === "systems")
        ? nameOf(value)
        : person(word(values[name] ?? {}, value))
      : Array.isArray(value)
        ? value.map((one) => said(name, one)).join(m.listComma)
        : JSON.stringify(value);
  return (
    <dl className="content">
      {Object.entries(of as Record<string, unknown>)
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{word(words, name)}</dt>
            <dd>{said(name, value)}</dd>
          </div>
        ))}
    </dl>
  );
}
