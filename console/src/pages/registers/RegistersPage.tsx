import { useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Table } from "../../parts/Table.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { dayBegins } from "../../time/japan.ts";
import { Fields } from "./Fields.tsx";
import { useStatement } from "./statement.ts";

/** The registers as of any day and as known at any other. */
export default function RegistersPage() {
  const { m, word } = useTexts(registersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const registers = useQuery({
    queryKey: ["registers"],
    queryFn: ({ signal }) => get("/api/v1/registers", { signal }),
  });
  return (
    <>
      <p className="lead">{m.registers.lead}</p>
      <p className="exports no-print">
        <Link to="/coming">{m.registers.coming}</Link>
        <Link to="/imports">{m.pages.imports}</Link>
      </p>
      <Loaded query={registers}>
        {({ items }) => {
          const register = search.get("register") ?? "people";
          const names = items.map((one) => [
            one.register,
            `${word(m.registers.names, one.register)} (${m.count(one.facts)})`,
          ]);
          return (
            <AboutThing thing="register" id={register}>
              <div className="filters">
                <Choice
                  label={m.registers.register}
                  any=""
                  options={Object.fromEntries(names) as Record<string, string>}
                  value={register}
                  onChange={(next) => {
                    change({ register: next });
                  }}
                />
                <Filter name="key" label={m.registers.key} help={m.registers.keyHelp} />
                <Filter name="as_of" label={m.registers.asOf} type="date" />
                <Filter name="known_at" label={m.registers.knownAt} type="date" help={m.registers.knownHelp} />
                <Unmask />
              </div>
              <Facts register={register} />
            </AboutThing>
          );
        }}
      </Loaded>
    </>
  );
}

function Filter({ name, label, type = "text", help }: { name: string; label: string; type?: string; help?: string }) {
  const { search } = usePlace();
  const change = useSearchChange();
  const now = search.get(name) ?? "";
  return (
    <label title={help}>
      {label}
      <input
        key={now}
        type={type}
        defaultValue={now}
        autoComplete="off"
        onBlur={(event) => {
          change({ [name]: event.target.value.trim() });
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") change({ [name]: event.currentTarget.value.trim() });
        }}
      />
    </label>
  );
}

function Facts({ register }: { register: string }) {
  const { m, person } = useTexts(registersWords);
  const { search } = usePlace();
  const { period, keyOf } = useStatement();
  // What held at the end of a day held just before the next one began.
  const asked = {
    key: search.get("key") ?? undefined,
    as_of: dayBegins(search.get("as_of") ?? "", 1),
    known_at: dayBegins(search.get("known_at") ?? "", 1),
  };
  const { query, items, first } = useListing(["facts", register, asked], async (cursor, signal) => {
    const page = await get("/api/v1/registers/{register}/facts", {
      path: { register },
      query: { ...asked, limit: 100, cursor },
      signal,
    });
    return { ...page, items: page.facts };
  });
  const history = ({ says }: Schema["FactPage"]["facts"][number]) =>
    `/register${searchText({ register, key: keyOf(says) })}`;
  return (
    <Loaded query={query}>
      {() => (
        <>
          <p className="total" role="status">
            {first && m.registers.total(first.total)}
          </p>
          {items.length === 0 ? (
            <p className="empty">{m.registers.none}</p>
          ) : (
            <Table
              name={m.pages.registers}
              rows={items}
              rowKey={(one) => one.fact}
              columns={[
                { head: m.registers.fact, number: true, cell: (one) => m.count(one.fact) },
                {
                  head: m.registers.key,
                  names: true,
                  // What is masked names nothing that could be asked for.
                  cell: (one) =>
                    keyOf(one.says).includes("masked-") ? (
                      person(keyOf(one.says))
                    ) : (
                      <Link to={history(one)}>{keyOf(one.says)}</Link>
                    ),
                },
                { head: m.registers.period, cell: (one) => period(one.says) },
                { head: m.registers.fields, cell: (one) => <Fields of={one.says} /> },
              ]}
            />
          )}
          <More query={query} />
        </>
      )}
    </Loaded>
  );
}
