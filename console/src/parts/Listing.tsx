import type { ReactNode } from "react";
import { Loaded } from "./Loaded.tsx";
import { More, type useListing } from "./More.tsx";

interface Props {
  /** What an area's words say of the list. */
  words: { lead: string; none: string; noneFit: string; total: (count: number) => string };
  listing: ReturnType<typeof useListing>;
  /** How many there are in all, as `total` says it. */
  count: number | undefined;
  filters: ReactNode;
  /** Whether any filter leaves something out. */
  filtered: boolean;
  /** What stands beside the count. */
  beside?: ReactNode;
  /** The count stays in sight, because what is done to chosen rows stands beside it. */
  sticky?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A list that one filters: what it is of, its filters, how many there are, the rows, and more of them. */
export function Listing({ words, listing: { query, items }, count, filters, filtered, beside, sticky, children }: Props) {
  return (
    <>
      <p className="lead">{words.lead}</p>
      <div className="filters">{filters}</div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="empty">{filtered ? words.noneFit : words.none}</p>
          ) : (
            <>
              <div className={sticky ? "list-bar list-bar-sticky" : "list-bar"}>
                <p className="total" role="status">
                  {words.total(count ?? items.length)}
                </p>
                {beside}
              </div>
              {children}
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
