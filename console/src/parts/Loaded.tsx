import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Cancelled, Refusal, isMasked } from "../api/client.ts";
import { Unmask } from "../app/unmasking.tsx";
import { useTexts } from "../text/language.ts";

interface Props<Data> {
  query: UseQueryResult<Data>;
  /** Instead of the refusal, where the server says that there is nothing. */
  missing?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a question was answered; until then that it is asked, and else why not. */
export function Loaded<Data>({ query, missing, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Loading />;
  if (missing !== undefined && query.error instanceof Refusal && query.error.status === 404) return missing;
  return <Failure error={query.error} retry={() => void query.refetch()} />;
}

export function Loading() {
  const { m } = useTexts();
  return (
    <p className="loading" role="status">
      {m.loading}
    </p>
  );
}

/** Why something is not shown; where nothing can be asked for again, why it was not done. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { m } = useTexts();
  if (error instanceof Cancelled) return null;
  const refusal = error instanceof Refusal ? error : undefined;
  if (refusal && isMasked(refusal)) {
    return (
      <div className="notice" role="note">
        <p>{m.unmask.kept}</p>
        <Unmask />
      </div>
    );
  }
  return (
    <div className="failure" role="alert">
      <h2>{retry ? m.error.title : m.error.notDone}</h2>
      <p>{refusal ? refusal.message : m.error.network}</p>
      {refusal?.help && <p>{refusal.kind === "not-found" ? m.error.notFound : refusal.help}</p>}
      {refusal?.requestId && <p className="help">{m.error.requestId(refusal.requestId)}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {m.retry}
        </button>
      )}
    </div>
  );
}
