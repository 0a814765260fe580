import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { System, SystemOffers } from "../../parts/System.tsx";
import { dayBegins } from "../../time/japan.ts";
import { Term } from "../../parts/Term.tsx";
import * as evidenceWords from "../../text/evidence.ts";
import { useTexts } from "../../text/language.ts";
import { checkpoint } from "./checkpoint.ts";
import { EntryDetail } from "./EntryDetail.tsx";
import { checkpointOf } from "./note.ts";

const filterNames = ["kind", "system", "person", "request", "from", "until"] as const;

export default function EvidencePage() {
  const { m } = useTexts(evidenceWords);
  const { search } = usePlace();
  const note = useQuery(checkpoint());
  const entry = search.get("entry");
  const none = (
    <section className="empty">
      <h2>{m.record.none}</h2>
      <p>{m.evidence.noRecordHelp}</p>
    </section>
  );
  return (
    <>
      <p className="lead">{m.evidence.lead}</p>
      <Loaded query={note} missing={none}>
        {(text) => (
          <>
            <CheckpointPart note={text} />
            {entry !== null && /^\d+$/.test(entry) && <EntryDetail index={Number(entry)} />}
            <Entries />
          </>
        )}
      </Loaded>
    </>
  );
}

function CheckpointPart({ note }: { note: string }) {
  const { m } = useTexts(evidenceWords);
  const said = checkpointOf(note);
  return (
    <section aria-labelledby="checkpoint">
      <h2 id="checkpoint">
        {m.evidence.checkpoint} <Term of="checkpoint" />
      </h2>
      <dl className="facts">
        <div>
          <dt>{m.evidence.origin}</dt>
          <dd className="code">{said.origin}</dd>
        </div>
        <div>
          <dt>{m.evidence.size}</dt>
          <dd>{m.count(said.size)}</dd>
        </div>
        <div>
          <dt>{m.record.root}</dt>
          <dd className="code">{said.root}</dd>
        </div>
        <div>
          <dt>{m.record.signers}</dt>
          <dd className="code">{said.signers.join(", ")}</dd>
        </div>
      </dl>
      <details>
        <summary>{m.evidence.note}</summary>
        <pre className="source" tabIndex={0}>
          {note}
        </pre>
      </details>
    </section>
  );
}

function Entries() {
  const { m, moment, word } = useTexts(evidenceWords);
  const { path, search } = usePlace();
  const change = useSearchChange();
  const given = Object.fromEntries(filterNames.map((name) => [name, search.get(name) ?? ""]));
  const query = {
    kind: given["kind"],
    system: given["system"],
    person: given["person"],
    request: given["request"],
    from: dayBegins(given["from"] ?? ""),
    until: dayBegins(given["until"] ?? "", 1),
  };
  const entries = useInfiniteQuery({
    queryKey: ["entries", query],
    queryFn: ({ pageParam, signal }) =>
      get("/api/v1/evidence/entries", { query: { ...query, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 5_000,
  });
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const examined = entries.data?.pages.reduce((sum, page) => sum + page.examined, 0) ?? 0;
  const filtered = filterNames.some((name) => given[name] !== "");
  const at = (index: number) =>
    path + searchText({ ...Object.fromEntries(search), entry: String(index) });
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{m.evidence.entries}</h2>
      <form
        className="filters"
        aria-label={m.filters}
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <label>
          {m.evidence.kind}
          <select
            value={given["kind"]}
            onChange={(event) => {
              change({ kind: event.target.value });
            }}
          >
            <option value="">{m.all}</option>
            {Object.entries(m.evidence.kinds).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {(["system", "person", "request"] as const).map((name) => (
          <label key={name}>
            {name === "system" ? m.field.system : m.evidence[name]}
            <input
              key={given[name]}
              defaultValue={given[name]}
              placeholder={m.all}
              autoComplete="off"
              list={name === "system" ? "entries-systems" : undefined}
              onBlur={(event) => {
                change({ [name]: event.target.value.trim() });
              }}
              onKeyDown={(event) => {
                if (event.key === "Enter") change({ [name]: event.currentTarget.value.trim() });
              }}
            />
          </label>
        ))}
        <SystemOffers id="entries-systems" />
        {(["from", "until"] as const).map((name) => (
          <label key={name}>
            {name === "from" ? m.from : m.lastDay}
            <input
              type="date"
              value={given[name]}
              onChange={(event) => {
                change({ [name]: event.target.value }, "replace");
              }}
            />
          </label>
        ))}
      </form>
      <Loaded query={entries}>
        {() =>
          items.length === 0 && !entries.hasNextPage ? (
            <p className="empty">{filtered ? m.evidence.noneFit : m.evidence.empty}</p>
          ) : (
            <div className="wide" role="group" aria-label={m.evidence.entries} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col" className="number">
                      {m.evidence.index}
                    </th>
                    <th scope="col">{m.evidence.time}</th>
                    <th scope="col">{m.evidence.kind}</th>
                    <th scope="col">{m.field.system}</th>
                    <th scope="col">{m.evidence.actor}</th>
                    <th scope="col">{m.evidence.subject}</th>
                    <th scope="col">{m.evidence.leaf}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => {
                    const member = (name: string) => memberOf(item, name);
                    return (
                      <tr key={item.index}>
                        <td className="number">
                          <Link
                            to={at(item.index)}
                            aria-current={search.get("entry") === String(item.index) ? "true" : undefined}
                          >
                            {m.count(item.index)}
                          </Link>
                        </td>
                        <td>{member("time") && moment(member("time"))}</td>
                        <td>{word(m.evidence.kinds, member("kind"))}</td>
                        <td>{member("system") && <System of={member("system")} />}</td>
                        <td className="code">{member("actor")}</td>
                        <td className="code">{member("subject")}</td>
                        <td className="code">{item.leaf.slice(0, 16)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <p className="help">
        {m.evidence.examined(examined)}{" "}
        {entries.hasNextPage && (
          <button
            type="button"
            disabled={entries.isFetchingNextPage}
            onClick={() => void entries.fetchNextPage()}
          >
            {m.more}
          </button>
        )}
      </p>
    </section>
  );
}

export function memberOf(item: Schema["Entry"], name: string) {
  const value = (item.entry as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}
