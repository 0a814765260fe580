import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address, get, post, type Schema } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { actOf } from "../../app/may.ts";
import { Act } from "../../parts/Act.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import * as stepsWords from "../../text/steps.ts";
import { useTexts } from "../../text/language.ts";
import { asSeen, type Case } from "./queries.ts";

const mostBytes = 3_000_000; // as base64 within what one request may carry

/** Files that belong to a case; the server keeps them encrypted. */
export function Attachments({ one }: { one: Case }) {
  const { m } = useTexts(casesWords, stepsWords);
  const client = useQueryClient();
  const path = { case: one.case };
  const files = useQuery({
    queryKey: ["case", one.case, "attachments"],
    queryFn: ({ signal }) => get("/api/v1/cases/{case}/attachments", { path, signal }),
  });
  const attach = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostBytes) throw new TooLarge();
      const body = { name: file.name, media: file.type || "application/octet-stream", content: await base64(file) };
      return post("/api/v1/cases/{case}/attachments", { path, headers: asSeen(one), body });
    },
    onSuccess: () => client.invalidateQueries(),
  });
  // The server gives it as bytes to be saved, whatever it says that it is.
  const take = ({ sha256, name }: Schema["Attachment"]) => {
    const url = address("/api/v1/cases/{case}/attachments/{sha256}", { path: { ...path, sha256 } });
    return download(url, "application/octet-stream", name);
  };
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments">{m.cases.attachments}</h2>
      <Loaded query={files}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="help">{m.cases.noAttachments}</p>
          ) : (
            <Table
              name={m.cases.attachments}
              rows={items}
              rowKey={(row, index) => `${row.sha256} ${index}`}
              columns={[
                { head: m.cases.file, names: true, cell: (row) => row.name },
                { head: m.cases.media, cell: (row) => row.media },
                { head: m.cases.bytes, number: true, cell: (row) => m.count(row.bytes) },
                { head: m.steps.hash, code: true, cell: (row) => row.sha256.slice(0, 16) },
                { head: m.acts, acts: true, cell: (row) => <Act does="anybody" quiet label={m.cases.download} about={row.name} run={() => take(row)} /> },
              ]}
            />
          )
        }
      </Loaded>
      <Allowed to="attach">
        <label className="field no-print">
          <span>{m.cases.attach}</span>
          <input
            type="file"
            {...actOf("attach")}
            disabled={attach.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) attach.mutate(file);
              event.target.value = "";
            }}
          />
        </label>
      </Allowed>
      {attach.error instanceof TooLarge ? (
        <p className="wrong" role="alert">
          {m.cases.tooLarge}
        </p>
      ) : (
        attach.error && <Failure error={attach.error} />
      )}
    </section>
  );
}

class TooLarge extends Error {}

function base64(file: File) {
  return new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => {
      done((reader.result as string).replace(/^[^,]*,/, ""));
    };
    reader.onerror = () => {
      fail(new Error("unreadable"));
    };
    reader.readAsDataURL(file);
  });
}
