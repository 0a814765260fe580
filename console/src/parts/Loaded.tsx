import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refusal, isMasked } from "../api/client.ts";
import { useTexts } from "../text/language.ts";

interface Props<Data> {
  query: UseQueryResult<Data>;
  /** Instead of the refusal, where the server says that there is nothing. */
  missing?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a question was answered; until then that it is asked, and else why not. */
export function Loaded<Data>({ query, missing, children }: Props<Data>) {
  const { m } = useTexts();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) {
    return (
      <p className="loading" role="status">
        {m.loading}
      </p>
    );
  }
  if (missing !== undefined && query.error instanceof Refusal && query.error.status === 404) return missing;
  return <Failure error={query.error} retry={() => void query.refetch()} />;
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { m } = useTexts();
  const refusal = error instanceof Refusal ? error : undefined;
  if (refusal && isMasked(refusal)) {
    return (
      <p className="notice" role="note">
        {refusal.message} {refusal.help}
      </p>
    );
  }
  return (
    <div className="failure" role="alert">
      <h2>{m.error.title}</h2>
      <p>{refusal ? refusal.message : m.error.network}</p>
      {refusal?.help && <p>{refusal.help}</p>}
      {refusal?.requestId && <p className="help">{m.error.requestId(refusal.requestId)}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {m.retry}
        </button>
      )}
    </div>
  );
}
