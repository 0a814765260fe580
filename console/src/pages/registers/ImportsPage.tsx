import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { get, post } from "../../api/client.ts";
import { Allowed } from "../../app/Allowed.tsx";
import { Link } from "../../app/Link.tsx";
import { navigate, searchText } from "../../app/location.ts";
import { actOf } from "../../app/may.ts";
import { Act } from "../../parts/Act.tsx";
import { Failure, Loaded } from "../../parts/Loaded.tsx";
import { More, useListing } from "../../parts/More.tsx";
import { None } from "../../parts/None.tsx";
import { Table } from "../../parts/Table.tsx";
import * as importsWords from "../../text/imports.ts";
import * as registersWords from "../../text/registers.ts";
import { useTexts } from "../../text/language.ts";
import { sendFile } from "../../api/upload.ts";

export default function ImportsPage() {
  const { m, moment, word } = useTexts(registersWords, importsWords);
  const { query, items } = useListing(["imports"], (cursor, signal) =>
    get("/api/v1/imports", { query: { limit: 50, cursor }, signal }),
  );
  return (
    <>
      <p className="no-print">
        <Link to="/registers">{m.registers.back}</Link>
      </p>
      <p className="lead">{m.imports.lead}</p>
      <Allowed to="prepareImport">
        <Prepare />
      </Allowed>
      <div className="acts no-print">
        <Act
          does="prepareOwnImport"
          label={m.imports.ownAccounts}
          help={m.imports.ownAccountsHelp}
          run={async () => {
            const made = await post("/api/v1/own-system/imports", { body: undefined });
            navigate(`/import${searchText({ import: made.import })}`);
          }}
        />
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <None words={m.imports} begins="prepareImport" />
          ) : (
            <>
              <Table
                name={m.pages.imports}
                rows={items}
                rowKey={(one) => one.import}
                columns={[
                  {
                    head: m.imports.import,
                    names: true,
                    cell: (one) => <Link to={`/import${searchText({ import: one.import })}`}>{one.import}</Link>,
                  },
                  { head: m.imports.state, cell: (one) => word(m.imports.states, one.state) },
                  { head: m.imports.prepared, cell: (one) => moment(one.prepared) },
                  { head: m.imports.by, code: true, cell: (one) => one.caller.slice(0, 12) },
                  { head: m.imports.files, number: true, cell: (one) => m.count(one.files.length) },
                  { head: m.imports.approvedBy, code: true, cell: (one) => one.approved_by?.slice(0, 12) },
                  { head: m.imports.change, number: true, cell: (one) => one.change },
                ]}
              />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Prepare() {
  const { m } = useTexts(registersWords, importsWords);
  const [sent, setSent] = useState<[number, number] | null>(null);
  const prepare = useMutation({
    mutationFn: async (files: File[]) => {
      const uploads: string[] = [];
      for (const file of files) {
        setSent([uploads.length, files.length]);
        uploads.push(await sendFile(file));
      }
      return post("/api/v1/imports", { body: { uploads } });
    },
    onSuccess: (made) => {
      navigate(`/import${searchText({ import: made.import })}`);
    },
    onSettled: () => {
      setSent(null);
    },
  });
  return (
    <div className="field no-print">
      <label>
        <span className="block">{m.imports.upload}</span>
        <input
          type="file"
          {...actOf("prepareImport")}
          multiple
          disabled={prepare.isPending}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            if (files.length > 0) prepare.mutate(files);
          }}
        />
      </label>
      <p className="help" role="status">
        {sent ? m.imports.uploading(...sent) : m.imports.uploadHelp}
      </p>
      {prepare.error && <Failure error={prepare.error} />}
    </div>
  );
}
