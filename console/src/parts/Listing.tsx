import type { ReactNode } from "react";
import type { Operation } from "../app/may.ts";
import { Loaded } from "./Loaded.tsx";
import { More, type useListing } from "./More.tsx";
import { None } from "./None.tsx";

interface Props {
  /** What an area's words say of the list. */
  words: { lead: string; none: string; begin?: string; noneFit: string };
  /** What one has to be allowed to begin as `words` say. */
  begins?: Operation;
  listing: ReturnType<typeof useListing>;
  /** What stands between what it is of and its filters. */
  above?: ReactNode;
  filters: ReactNode;
  /** Whether any filter leaves something out. */
  filtered: boolean;
  /** How many there are in all. */
  total?: ReactNode;
  /** What stands beside that. */
  beside?: ReactNode;
  /** Both stay in sight, and stand there without rows too: what is done to the list stands there. */
  sticky?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A list that one filters: what it is of, its filters, how many there are, the rows, and more of them. */
export function Listing({ words, begins, listing: { query, items }, above, filters, filtered, total, beside, sticky, children }: Props) {
  const none = items.length === 0;
  return (
    <>
      <p className="lead">{words.lead}</p>
      {above}
      <div className="filters">{filters}</div>
      <Loaded query={query}>
        {() => (
          <>
            {(sticky || (!none && Boolean(total))) && (
              <div className={sticky ? "list-bar list-bar-sticky" : "list-bar"}>
                <div className="total" role="status">
                  {total}
                </div>
                {beside}
              </div>
            )}
            {none ? filtered ? <p className="empty">{words.noneFit}</p> : <None words={words} begins={begins} /> : children}
            <More query={query} />
          </>
        )}
      </Loaded>
    </>
  );
}
