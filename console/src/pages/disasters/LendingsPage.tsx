import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { useMay } from "../../app/may.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { Term } from "../../parts/Term.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { LendingTable } from "./LendingTable.tsx";
import { among } from "./queries.ts";

export default function LendingsPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = among(["lent", "ended", "settled"], search.get("state"));
  const disaster = search.get("disaster") ?? "";
  const { query, items, first } = useListing(["lendings", "page", disaster, state], (cursor, signal) =>
    get("/api/v1/lendings", { query: { disaster, state, limit: 100, cursor }, signal }),
  );
  return (
    <AboutThing thing="grant" id="all">
      <p className="lead">{m.lendings.lead}</p>
      <div className="filters">
        <OfDisaster value={disaster} />
        <Choice
          label={m.lendings.state}
          options={m.lendings.states}
          value={state ?? ""}
          onChange={(next) => {
            change({ state: next });
          }}
        />
        <Unmask />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{state || disaster ? m.lendings.noneFit : m.lendings.none}</p>
          ) : (
            <>
              <div className="list-bar">
                <p className="total" role="status">
                  {m.lendings.total(first?.total ?? 0)}
                </p>
                <Term of="grant" />
              </div>
              <LendingTable name={m.pages.lendings} rows={items} />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </AboutThing>
  );
}

/** Of which disaster, for whoever may see these. */
export function OfDisaster({ value }: { value: string }) {
  const { m } = useTexts(disastersWords);
  const change = useSearchChange();
  const may = useMay()("Disaster");
  const { data } = useQuery({
    queryKey: ["disasters", "names"],
    queryFn: ({ signal }) => get("/api/v1/disasters", { query: { limit: 100 }, signal }),
    enabled: may,
  });
  if (!may) return null;
  return (
    <Choice
      label={m.lendings.disaster}
      options={Object.fromEntries((data?.items ?? []).map((one) => [one.disaster, one.name]))}
      value={value}
      onChange={(disaster) => {
        change({ disaster });
      }}
    />
  );
}
