import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post } from "../../api/client.ts";
import { reviews } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { useMayDo } from "../../app/may.ts";
import { AboutThing, allCases, Unmask } from "../../app/unmasking.tsx";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Listing } from "../../parts/Listing.tsx";
import { useListing } from "../../parts/More.tsx";
import { SavedViews } from "../../parts/SavedViews.tsx";
import { useScopes } from "../../parts/Scope.tsx";
import { Table } from "../../parts/Table.tsx";
import { Term } from "../../parts/Term.tsx";
import * as casesWords from "../../text/cases.ts";
import { useTexts } from "../../text/language.ts";
import { useChoosing } from "./choosing.ts";
import type { Case } from "./queries.ts";
import { Triage } from "./triage.tsx";

const filters = ["state", "outcome", "route", "person", "sort"] as const;

export default function CasesPage() {
  const { m, moment, date, person, word } = useTexts(casesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const mayChoose = useMayDo()("triageMany", "checkMany");
  const [told, setTold] = useState("");
  const given = Object.fromEntries(filters.map((name) => [name, search.get(name) ?? ""]));
  const asked = { ...given, sort: given["sort"] ?? "-findings" };
  const listing = useListing(["cases", asked], (cursor, signal) =>
    get("/api/v1/cases", { query: { ...asked, limit: 100, cursor } as never, signal }),
  );
  const { chosen, mark, clear, boxOf } = useChoosing(listing.items.map((one) => one.case));
  const marked = listing.items.filter((one) => chosen.has(one.case));
  return (
    <AboutThing {...allCases}>
      <Listing
        words={m.cases}
        begins="openCase"
        listing={listing}
        filtered={filters.some((name) => name !== "sort" && given[name])}
        filters={
          <>
            <Choice
              label={m.cases.state}
              options={m.cases.states}
              value={given["state"] ?? ""}
              onChange={(state) => {
                change({ state });
              }}
            />
            <Choice
              label={m.cases.outcome}
              options={m.cases.outcomes}
              value={given["outcome"] ?? ""}
              onChange={(outcome) => {
                change({ outcome });
              }}
            />
            <Choice
              label={m.field.route}
              options={m.route}
              value={given["route"] ?? ""}
              onChange={(route) => {
                change({ route });
              }}
            />
            <label>
              {m.cases.person}
              <input
                key={given["person"]}
                defaultValue={given["person"]}
                placeholder={m.all}
                autoComplete="off"
                spellCheck={false}
                onBlur={(event) => {
                  change({ person: event.target.value.trim() });
                }}
                onKeyDown={(event) => {
                  if (event.key === "Enter") change({ person: event.currentTarget.value.trim() });
                }}
              />
            </label>
            <Choice
              label={m.cases.sort}
              options={m.cases.sorts}
              any=""
              value={given["sort"] ?? ""}
              onChange={(sort) => {
                change({ sort });
              }}
            />
            <Unmask />
          </>
        }
        total={
          <>
            {listing.first && m.cases.total(listing.first.total)}
            {told && <small>{` ${told}`}</small>}
          </>
        }
        sticky
        beside={
          <>
            <Term of="case" />
            <SavedViews />
            <Gather onTold={setTold} />
            {marked.length > 0 && (
              <div className="acts">
                <span>{m.cases.chosen(marked.length)}</span>
                <Term of="triage" />
                <Triage cases={marked} onDone={clear} />
              </div>
            )}
          </>
        }
      >
        {mayChoose && (
          <label className="check">
            <input
              type="checkbox"
              checked={marked.length === listing.items.length}
              onChange={(event) => {
                mark(
                  listing.items.map((one) => one.case),
                  event.target.checked,
                );
              }}
            />
            {m.cases.chooseAll}
          </label>
        )}
        <Table
          name={m.pages.cases}
          rows={listing.items}
          rowKey={(one) => one.case}
          columns={[
            {
              head: m.cases.case,
              names: true,
              cell: (one) => (
                <span className="check">
                  {mayChoose && <input aria-label={m.cases.choose(one.case)} {...boxOf(one.case)} />}
                  <Link to={`/case${searchText({ case: one.case })}`}>{m.cases.number(one.case)}</Link>
                </span>
              ),
            },
            { head: m.cases.state, cell: (one) => <CaseState code={one.state} /> },
            { head: m.cases.outcome, optional: true, cell: (one) => one.outcome && word(m.cases.outcomes, one.outcome) },
            { head: m.field.route, short: true, cell: (one) => <Route code={one.route} /> },
            { head: m.field.viewer, cell: (one) => (one.viewer ? person(one.viewer) : <em>{m.nobody}</em>) },
            { head: m.field.holder, optional: true, cell: (one) => one.holder && person(one.holder) },
            { head: m.field.account, optional: true, cell: (one) => one.account && person(one.account) },
            { head: m.cases.findings, number: true, cell: (one) => m.count(one.findings) },
            { head: m.cases.first, short: true, cell: (one) => one.first && moment(one.first) },
            { head: m.cases.last, short: true, cell: (one) => one.last && moment(one.last) },
            { head: m.cases.due, optional: true, short: true, cell: (one) => one.due && date(one.due) },
          ]}
        />
      </Listing>
    </AboutThing>
  );
}

/** The way by which it came to be seen; what only has to be asked about has a doubt in its place. */
export function Route({ code }: { code: string }) {
  const { m, word } = useTexts();
  return <>{code.startsWith("doubt/") ? word(m.doubt, code.slice("doubt/".length)) : word(m.route, code)}</>;
}

export function CaseState({ code }: { code: Case["state"] }) {
  const { m, word } = useTexts(casesWords);
  return <span className={`mark mark-case-${code}`}>{word(m.cases.states, code)}</span>;
}

function Gather({ onTold }: { onTold: (told: string) => void }) {
  const { m, moment } = useTexts(casesWords);
  const known = useQuery(reviews());
  const options = Object.fromEntries(
    (known.data?.items ?? []).map((one) => [one.review, `${one.review} (${moment(one.ended)})`]),
  );
  const newest = known.data?.items[0]?.review ?? "";
  const scopes = useScopes();
  return (
    <Act
      does="openCase"
      label={m.cases.gather}
      help={m.cases.gatherHelp}
      fields={[
        { name: "review", label: m.cases.review, kind: "choice", options, value: newest },
        { name: "scope", label: m.cases.scope, help: m.cases.scopeHelp, offers: scopes.names, value: scopes.newest },
      ]}
      run={async ({ review = "", scope = "" }) => {
        const done = await post("/api/v1/cases", { body: { review, scope } });
        onTold(m.cases.gathered(done.opened, done.changed));
      }}
    />
  );
}
