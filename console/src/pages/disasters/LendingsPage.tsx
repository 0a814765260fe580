import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { among, usePlace, useSearchChange } from "../../app/location.ts";
import { useMay } from "../../app/may.ts";
import { AboutThing, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { Term } from "../../parts/Term.tsx";
import * as disastersWords from "../../text/disasters.ts";
import { useTexts } from "../../text/language.ts";
import { LendingTable } from "./LendingTable.tsx";

export default function LendingsPage() {
  const { m } = useTexts(disastersWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const state = among(["lent", "ended", "settled"], search.get("state"));
  const disaster = search.get("disaster") ?? "";
  const listing = useListing(["lendings", "page", disaster, state], (cursor, signal) =>
    get("/api/v1/lendings", { query: { disaster, state, limit: 100, cursor }, signal }),
  );
  return (
    <AboutThing thing="grant" id="all">
      <Listing
        words={m.lendings}
        begins="lend"
        listing={listing}
        total={listing.first && m.lendings.total(listing.first.total)}
        filtered={state !== undefined || disaster !== ""}
        filters={
          <>
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
          </>
        }
        beside={<Term of="grant" />}
      >
        <LendingTable name={m.pages.lendings} rows={listing.items} />
      </Listing>
    </AboutThing>
  );
}

/** Of which disaster, for whoever may see these. */
export function OfDisaster({ value }: { value: string }) {
  const { m } = useTexts(disastersWords);
  const change = useSearchChange();
  const may = useMay()("disaster");
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
