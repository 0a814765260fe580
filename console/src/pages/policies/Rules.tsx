import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../api/client.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { Choice } from "../../parts/Choice.tsx";
import { Facts } from "../../parts/Facts.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { policyAt } from "../../text/cedar.ts";
import { policySet } from "./queries.ts";
import { fits } from "./rules.ts";
import { Source } from "./Source.tsx";

type Policy = Schema["Policy"];

/** The policies of one set, as people read them: what each says in both languages, then its text. */
export function Rules({ version }: { version: string }) {
  const { m } = useTexts(policiesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const set = useQuery(policySet(version));
  const asked = { kind: search.get("kind") ?? "", effect: search.get("effect") ?? "", text: search.get("text") ?? "" };
  return (
    <Loaded query={set}>
      {({ policies, files }) => {
        const texts = new Map(files.map((file) => [file.name, file.text]));
        const textOf = (policy: Policy) => policyAt(texts.get(policy.file) ?? "", policy.line);
        const shown = policies.filter((one) => fits(one, textOf(one), asked));
        return (
          <>
            <div className="filters">
              <Choice
                label={m.policies.kind}
                options={m.policies.kinds}
                value={asked.kind}
                onChange={(kind) => {
                  change({ kind });
                }}
              />
              <Choice
                label={m.policies.effect}
                options={m.policies.effects}
                value={asked.effect}
                onChange={(effect) => {
                  change({ effect });
                }}
              />
              <label title={m.policies.searchHelp}>
                {m.policies.search}
                <input
                  type="search"
                  value={asked.text}
                  onChange={(event) => {
                    change({ text: event.target.value }, "replace");
                  }}
                />
              </label>
              <p className="total" role="status">
                {m.policies.counted(shown.length)}
              </p>
            </div>
            {shown.length === 0 && <p className="empty">{m.policies.noneFit}</p>}
            {Object.entries(m.policies.kinds).map(([kind, name]) => {
              const some = shown.filter((one) => one.kind === kind);
              if (some.length === 0) return null;
              return (
                <section key={kind} aria-labelledby={`kind-${kind}`}>
                  <h2 id={`kind-${kind}`}>{name}</h2>
                  <p className="help">{m.policies.kindHelp[kind]}</p>
                  {some.map((one) => (
                    <Rule key={one.id} policy={one} text={textOf(one)} />
                  ))}
                </section>
              );
            })}
          </>
        );
      }}
    </Loaded>
  );
}

function Rule({ policy, text }: { policy: Policy; text: string }) {
  const { m, word, language } = useTexts(policiesWords);
  const pair = (ja: string | undefined, en: string | undefined) => (
    <Both first={language === "ja" ? ja : en} other={language === "ja" ? en : ja} />
  );
  return (
    <article className="policy rule" aria-labelledby={`rule-${policy.id}`}>
      <h3 id={`rule-${policy.id}`}>
        <span className={`mark mark-${policy.effect}`}>{word(m.policies.effects, policy.effect)}</span>{" "}
        {language === "ja" ? policy.title_ja : policy.title}
      </h3>
      <p className="help">
        <span lang={language === "ja" ? "en" : "ja"}>{language === "ja" ? policy.title : policy.title_ja}</span>{" "}
        <span className="code">{policy.id}</span>
      </p>
      <div className="rule-parts">
        <div>
          <h4>{m.policies.clauses}</h4>
          {policy.clauses.length === 0 ? (
            <p className="help">{m.policies.noClauses}</p>
          ) : (
            <ol className="rule-clauses">
              {policy.clauses.map((clause, index) => (
                <li key={index}>{pair(clause.title_ja, clause.title)}</li>
              ))}
            </ol>
          )}
          <Facts
            facts={[
              [m.policies.basis, policy.basis && pair(policy.basis_ja, policy.basis)],
              [m.policies.explanation, policy.explanation && pair(policy.explanation_ja, policy.explanation)],
              [m.policies.route, policy.route && word(m.route, policy.route)],
              [m.policies.rank, policy.rank],
              [m.policies.obligation, policy.obligation && <span className="code">{policy.obligation}</span>],
            ]}
          />
        </div>
        <div>
          <h4>{m.policies.text}</h4>
          <p className="help code">{m.policies.place(policy.file, policy.line)}</p>
          <Source text={text} label={`${m.policies.text} ${policy.id}`} />
        </div>
      </div>
    </article>
  );
}

/** What is said in both languages: the chosen one first. */
function Both({ first, other }: { first: string | undefined; other: string | undefined }) {
  const { language } = useTexts();
  return (
    <>
      {first ?? other}
      {first !== undefined && other !== undefined && first !== other && (
        <small lang={language === "ja" ? "en" : "ja"}>{other}</small>
      )}
    </>
  );
}
