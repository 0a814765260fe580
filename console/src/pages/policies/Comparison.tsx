import { useQuery } from "@tanstack/react-query";
import { Link } from "../../app/Link.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { difference, hunks } from "./difference.ts";
import { policySet, short } from "./queries.ts";
import { changesOf, type Change } from "./rules.ts";

export type Files = { name: string; text: string }[];

/** Two sets, file by file. */
export function Comparison({ before, now }: { before: string; now: string }) {
  const { m } = useTexts(policiesWords);
  const [old, fresh] = [useQuery(policySet(before)), useQuery(policySet(now))];
  return (
    <>
      <h2>{m.policies.comparing(short(before), short(now))}</h2>
      <p className="no-print">
        <Link to="/policies?view=history">{m.policies.view.history}</Link>
      </p>
      <Loaded query={old}>
        {(one) => <Loaded query={fresh}>{(other) => <FileChanges before={one.files} now={other.files} />}</Loaded>}
      </Loaded>
    </>
  );
}

export function FileChanges({ before, now }: { before: Files; now: Files }) {
  const { m } = useTexts(policiesWords);
  const [old, fresh] = [before, now].map((files) => new Map(files.map((one) => [one.name, one.text]))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  const changes = changesOf(old, fresh);
  if (changes.length === 0) return <p className="empty">{m.drafts.noDifference}</p>;
  return changes.map((one) => (
    <FileChange key={one.name} change={one} before={old.get(one.name) ?? ""} now={fresh.get(one.name) ?? ""} />
  ));
}

const signs = { same: " ", added: "+", removed: "−" };

function FileChange({ change, before, now }: { change: Change; before: string; now: string }) {
  const { m, word } = useTexts(policiesWords);
  const lines = difference(before, now);
  const of = (kind: string) => lines.filter((one) => one.kind === kind).length;
  return (
    <section className="file-change" aria-label={change.name}>
      <h3>
        <span className="code">{change.name}</span> <span className={`mark mark-${change.change}`}>{word(m.drafts.changes, change.change)}</span>{" "}
        <small>{m.drafts.linesOf(of("added"), of("removed"))}</small>
      </h3>
      <div className="wide" role="group" aria-label={change.name} tabIndex={0}>
        <table className="diff">
          <thead>
            <tr>
              <th scope="col">{m.drafts.before}</th>
              <th scope="col">{m.drafts.now}</th>
              <th scope="col">{m.policies.text}</th>
            </tr>
          </thead>
          {hunks(lines).map((hunk, at) => (
            <tbody key={at}>
              {at > 0 && (
                <tr className="diff-gap">
                  <td colSpan={3}>{m.drafts.gap}</td>
                </tr>
              )}
              {hunk.map((line, index) => (
                <tr key={index} className={`diff-${line.kind}`}>
                  <td className="number">{line.before || ""}</td>
                  <td className="number">{line.now || ""}</td>
                  <td className="code">
                    <span className="diff-sign">{signs[line.kind]}</span>
                    {line.text}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}
