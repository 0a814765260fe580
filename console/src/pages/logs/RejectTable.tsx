import { useMutation, useQuery } from "@tanstack/react-query";
import { get, post, Refusal } from "../../api/client.ts";
import { coverage } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import { Choice } from "../../parts/Choice.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { bytesOf, hexOf, textOf } from "../../text/bytes.ts";
import * as logsWords from "../../text/logs.ts";
import { useTexts } from "../../text/language.ts";
import { RawBytes } from "./RawBytes.tsx";

/** Lines that could not be read, by reason, with their bytes: none is lost, and somebody can mend the profile. */
export function RejectTable({ review }: { review: string }) {
  const { m, word } = useTexts(logsWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const reason = search.get("reason") ?? undefined;
  const files = useQuery(coverage(review)).data?.files ?? [];
  const profileOf = (file: string) => files.find((one) => one.file === file)?.profile;
  const { query, items, first } = useListing(["rejects", review, "list", reason ?? ""], (cursor, signal) =>
    get("/api/v1/reviews/{review}/rejects", { path: { review }, query: { reason, limit: 20, cursor }, signal }),
  );
  return (
    <Loaded query={query}>
      {() =>
        items.length === 0 ? (
          <p className="empty">{m.logs.noRejects}</p>
        ) : (
          <>
            <div className="filters">
              <Choice
                label={m.rejects.reason}
                options={Object.fromEntries(
                  (first?.reasons ?? []).map((one) => [
                    one.reason,
                    `${word(m.logs.reasons, one.reason)} (${m.rejects.lines(one.lines)})`,
                  ]),
                )}
                value={reason ?? ""}
                onChange={(chosen) => {
                  change({ reason: chosen });
                }}
              />
              <ReadAgain review={review} />
            </div>
            <div className="wide" role="group" aria-label={m.logs.rejects} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{m.field.file}</th>
                    <th scope="col">{m.logs.why}</th>
                    <th scope="col">{m.logs.raw}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => {
                    const profile = profileOf(item.file);
                    return (
                      <tr key={`${item.file} ${item.line}`}>
                        <td className="code place">
                          {item.file}:{item.line}
                        </td>
                        <td>{word(m.logs.reasons, item.reason)}</td>
                        <td>
                          {item.raw === "" && item.reason !== "empty-line" ? (
                            <span className="help">{m.rejects.masked}</span>
                          ) : (
                            <details className="reject">
                              <summary className="code">{textOf(item.raw).trim().slice(0, 160) || hexOf(item.raw) || m.none}</summary>
                              <RawBytes bytes={bytesOf(item.raw)} {...(profile ? { profile } : {})} />
                            </details>
                          )}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
            <p className="help">{m.shown(items.length, first?.total ?? 0)}</p>
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
}

/** The same review once more, by the profiles as they are now. What it was asked stands in its job. */
function ReadAgain({ review }: { review: string }) {
  const { m } = useTexts(logsWords);
  const again = useMutation({
    mutationFn: async () => {
      const { request } = await get("/api/v1/jobs/{job}", { path: { job: review } });
      return post("/api/v1/reviews", { body: (request ?? {}) });
    },
  });
  const unknown = again.error instanceof Refusal && again.error.status === 404;
  return (
    <>
      <Act does="startReview" label={m.rejects.mended} help={m.rejects.mendedHelp} run={() => again.mutateAsync().catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== 404) throw error;
      })} />
      {(again.data ?? unknown) && (
        <p className="notice" role="status">
          {unknown ? m.rejects.startAgain : m.rejects.started} <Link to="/jobs">{m.pages.jobs}</Link>
        </p>
      )}
    </>
  );
}
