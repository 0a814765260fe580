import { useQuery } from "@tanstack/react-query";
import { isMasked, type Schema } from "../../api/client.ts";
import { dataSets, decision, findingPage, line, run } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { searchText, usePlace, useSearchChange } from "../../app/location.ts";
import { AboutThing, allRegisters, Unmask } from "../../app/unmasking.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Disposition } from "../../parts/Mark.tsx";
import { useRetailers } from "../../parts/Retailer.tsx";
import { ReviewPicker } from "../../parts/ReviewPicker.tsx";
import { useSystems } from "../../parts/System.tsx";
import { Term } from "../../parts/Term.tsx";
import * as findingsWords from "../../text/findings.ts";
import { useTexts } from "../../text/language.ts";
import { ReasonOfReview } from "../policies/Reason.tsx";
import { Explanation } from "./Explanation.tsx";
import { FindingCase } from "./FindingCase.tsx";
import { RawLine } from "./RawLine.tsx";
import { verdictOf } from "./verdict.ts";
import { WhoMaySee } from "./WhoMaySee.tsx";

const addressPattern = /^[0-9]{1,3}(\.[0-9]{1,3}){3}$|:.*:/;

/** One finding from the line of the log to the clause that decided. */
export default function FindingPage() {
  return <ReviewPicker>{(review) => <FoundFinding review={review} />}</ReviewPicker>;
}

function FoundFinding({ review }: { review: string }) {
  const { m } = useTexts(findingsWords);
  const { search } = usePlace();
  const [time, file, number] = [search.get("time"), search.get("file"), Number(search.get("line"))];
  const began = Date.parse(time ?? "");
  const system = search.get("system");
  const undetermined = search.get("table") === "undetermined";
  // A file and a line name it; the API lists by time, so the time of the access finds it.
  const around = useQuery({
    ...findingPage(review, {
      ...(undetermined ? { table: "undetermined" as const } : {}),
      ...(system ? { system } : {}),
      from: new Date(began).toISOString(),
      until: new Date(began + 1000).toISOString(),
      limit: 1000,
    }),
    enabled: !Number.isNaN(began),
  });
  const back = `/findings${searchText({ review, table: undetermined ? "undetermined" : "" })}`;
  if (Number.isNaN(began)) return <Missing back={back} />;
  return (
    <Loaded query={around}>
      {({ items }) => {
        const one = items.find((item) => item.file === file && item.line === number);
        if (!one) return <Missing back={back} />;
        return (
          <article className="finding">
            <p className="no-print">
              <Link to={back}>{m.finding.back}</Link>
            </p>
            <Summary one={one} review={review} />
            {!undetermined && <FindingCase one={one} />}
            <RawLine review={review} file={one.file} line={one.line} />
            <Explained one={one} review={review} />
          </article>
        );
      }}
    </Loaded>
  );
}

function Missing({ back }: { back: string }) {
  const { m } = useTexts(findingsWords);
  return (
    <div className="empty">
      <p>{m.finding.none}</p>
      <Link to={back}>{m.finding.back}</Link>
    </div>
  );
}

function Summary({ one, review }: { one: Schema["Finding"]; review: string }) {
  const { m, moment, day, half, person, word } = useTexts(findingsWords);
  const { nameOf } = useSystems();
  const { said } = useRetailers();
  const same = (name: "viewer" | "retailer" | "route" | "system", value: string | undefined) =>
    value && `/findings${searchText({ review, [name]: value })}`;
  const facts: (readonly [name: keyof typeof m.field, value: string | undefined, to?: string | undefined])[] = [
    ["viewer", one.viewer, same("viewer", one.viewer)],
    ["certainty", one.certainty && word(m.certainty, one.certainty)],
    ["holder", one.holder],
    ["account", one.account],
    ["terminal", one.terminal],
    ["system", nameOf(one.system), same("system", one.system)],
    ["action", one.action && word(m.action, one.action)],
    ["object", one.object],
    ["items", one.items],
    ["retailer", one.retailer && said(one.retailer), same("retailer", one.retailer)],
    ["route", one.route && word(m.route, one.route), same("route", one.route)],
    ["basis", one.basis],
    ["reason", one.reason],
    ...(one.other_reading === undefined ? [] : [["otherReading", one.other_reading] as const]),
  ];
  return (
    <header className="finding-head">
      <h2>
        <Disposition code={one.disposition} />{" "}
        {m.finding.happened(person(one.account), nameOf(one.system), word(m.action, one.action ?? "other"))}
      </h2>
      <p className="finding-time">
        <time dateTime={one.time}>{moment(one.time)}</time> {m.jst}
        <span className="help">
          {day(one.time)} / {half(one.time)}
        </span>
      </p>
      <p className="help">{m.dispositionHelp[one.disposition]}</p>
      <dl className="facts">
        {facts.map(([name, value, to]) => (
          <div key={name} className={name === "reason" || name === "otherReading" ? "fact-long" : undefined}>
            <dt>
              {m.field[name]} {(name === "certainty" || name === "route" || name === "reason") && <Term of={name} />}
            </dt>
            <dd>
              {!value ? (
                <em>{name === "viewer" ? m.nobody : m.none}</em>
              ) : name === "reason" || name === "otherReading" ? (
                <ReasonOfReview review={review} code={value} />
              ) : to ? (
                <Link to={to}>{person(value)}</Link>
              ) : (
                person(value)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

/** The registers to judge by: those that a review read, by the name under which this server has them, or that the address names. */
function useRegisters(review: string) {
  const { search } = usePlace();
  const made = useQuery(run(review));
  const sets = useQuery(dataSets());
  const all = sets.data?.registers ?? [];
  const name = search.get("registers") ?? made.data?.execution.registers.split("/").pop();
  const known = name !== undefined && all.includes(name);
  return { ready: made.data !== undefined && sets.data !== undefined, name: known ? name : undefined, all };
}

/** Nothing can be asked about an account whose name is kept back; the line says so already. */
function Explained({ one, review }: { one: Schema["Finding"]; review: string }) {
  const { error } = useQuery(line(review, one.file, one.line));
  if (isMasked(error)) return null;
  return (
    <AboutThing {...allRegisters}>
      <Asked one={one} review={review} />
    </AboutThing>
  );
}

function Asked({ one, review }: { one: Schema["Finding"]; review: string }) {
  const { m, word } = useTexts(findingsWords);
  const change = useSearchChange();
  const registers = useRegisters(review);
  const onAddress = one.terminal !== undefined && addressPattern.test(one.terminal);
  const answer = useQuery({
    ...decision({
      registers: registers.name ?? "",
      system: one.system,
      account: one.account,
      at: one.time,
      ...(one.terminal ? { [onAddress ? "address" : "terminal"]: one.terminal } : {}),
      ...(one.action ? { action: one.action } : {}),
      ...(one.object ? { object: one.object } : {}),
    }),
    enabled: registers.name !== undefined,
  });
  if (registers.ready && registers.name === undefined) {
    return <p className="notice">{m.finding.noRegisters}</p>;
  }
  return (
    <Loaded query={answer}>
      {(decided) => (
        <>
          {verdictOf(one.disposition) !== decided.verdict && (
            <p className="notice" role="note">
              {m.finding.differs(word(m.disposition, one.disposition), word(m.verdict, decided.verdict))}
            </p>
          )}
          <div className="acts no-print">
            <Unmask />
          </div>
          <Explanation at={one.time} decided={decided} />
          <p className="help">{m.finding.asked(registers.name ?? "")}</p>
          {registers.all.length > 1 && (
            <div className="filters no-print">
              <Choice
                label={m.finding.judgeBy}
                options={Object.fromEntries(registers.all.map((one) => [one, one]))}
                any=""
                value={registers.name ?? ""}
                onChange={(name) => {
                  change({ registers: name });
                }}
              />
            </div>
          )}
          <WhoMaySee
            asked={{ registers: registers.name ?? "", system: one.system, at: one.time, ...(one.object ? { record: one.object } : {}) }}
          />
        </>
      )}
    </Loaded>
  );
}
