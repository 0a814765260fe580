import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace } from "../../app/location.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Content } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { Fields } from "./Fields.tsx";
import { useStatement } from "./statement.ts";

/** Everything that was ever known about a person, an account, a terminal: what changed when, by whom. */
export default function RegisterPage() {
  const { m, word } = useTexts(registersWords);
  const { search } = usePlace();
  const { period } = useStatement();
  const register = search.get("register") ?? "";
  const key = search.get("key") ?? "";
  const history = useQuery({
    queryKey: ["fact", register, key],
    queryFn: ({ signal }) =>
      get("/api/v1/registers/{register}/facts/{key}", { path: { register, key }, signal }),
  });
  return (
    <AboutThing thing="register" id={register}>
      <p className="no-print">
        <Link to={`/registers${searchText({ register })}`}>{m.registers.back}</Link>
      </p>
      <h2>
        {word(m.registers.names, register)} <span className="code">{key}</span>
      </h2>
      <p className="help">{m.registers.historyHelp}</p>
      <Unmask />
      <Loaded query={history}>
        {({ facts, supply }) => (
          <>
            {facts.length === 0 ? (
              <p className="empty">{m.registers.none}</p>
            ) : (
              <Table
                name={m.registers.historyTitle}
                rows={facts}
                rowKey={(one) => one.fact}
                columns={[
                  { head: m.registers.fact, number: true, cell: (one) => m.count(one.fact) },
                  { head: m.registers.period, names: true, cell: (one) => period(one.says) },
                  { head: m.registers.fields, cell: (one) => <Fields of={one.says} /> },
                  { head: m.registers.recorded, cell: (one) => <Change of={one.recorded} /> },
                  { head: m.registers.superseded, cell: (one) => <Change of={one.superseded} /> },
                  { head: m.registers.profile, code: true, cell: (one) => one.profile },
                ]}
              />
            )}
            {supply.length > 0 && (
              <Table
                name={m.registers.supply}
                rows={supply}
                rowKey={(_, index) => index}
                columns={[
                  { head: m.registers.period, names: true, cell: period },
                  { head: m.registers.fields, cell: (one) => <Fields of={one} /> },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </AboutThing>
  );
}

function Change({ of }: { of: unknown }) {
  const { m, moment } = useTexts(registersWords);
  if (of === null || of === undefined) return <em>{m.registers.stands}</em>;
  const change = of as Record<string, string>;
  const at = change["recorded_at"];
  return (
    <Content
      of={{ ...change, ...(at && { recorded_at: moment(at) }) }}
      words={m.registers.changeMembers}
      values={{ kind: m.registers.changes }}
    />
  );
}
