import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Dispatch, type SetStateAction, useEffect, useMemo, useRef } from "react";
import { patch, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { usePlace, useSearchChange } from "../../app/location.ts";
import { actOf, useMayDo } from "../../app/may.ts";
import { Act } from "../../parts/Act.tsx";
import { Editor, type Mark } from "../../parts/Editor.tsx";
import { Failure } from "../../parts/Loaded.tsx";
import { useSettled } from "../../parts/useSettled.ts";
import * as policiesWords from "../../text/policies.ts";
import { useTexts } from "../../text/language.ts";
import { namesOf } from "../../text/cedar.ts";
import { Complaints } from "./Complaints.tsx";
import { complaintsOf } from "./complaints.ts";
import { policyDraft } from "./queries.ts";

type Detail = Schema["PolicyDraftDetail"];
type Revision = Schema["PolicyRevisionRequest"];
/** By the names of their files. */
type Edits = Record<string, string>;

/** What was written and is not what the draft says. */
export function unsavedOf(files: Detail["files"], edits: Edits) {
  const saved = new Map(files.map((one) => [one.name, one.text]));
  return Object.entries(edits).filter(([name, text]) => saved.get(name) !== text);
}

interface Props {
  detail: Detail;
  tag: string;
  edits: Edits;
  onEdit: Dispatch<SetStateAction<Edits>>;
}

/** The files of a draft: one is edited, and what is wrong with all of them is said beside it. */
export function DraftText({ detail, tag, edits, onEdit }: Props) {
  const { m, language, word } = useTexts(policiesWords);
  const { search } = usePlace();
  const change = useSearchChange();
  const client = useQueryClient();
  const editor = useRef<HTMLTextAreaElement>(null);
  const { draft, files } = detail;
  const path = { draft: String(draft.draft) };
  const mayRevise = useMayDo()("revisePolicies");
  const settledState = draft.state !== "drafted" && draft.state !== "returned";
  const open = mayRevise && !settledState;

  const saved = new Map(files.map((one) => [one.name, one.text]));
  const edited = unsavedOf(files, edits);
  const changes = new Map(detail.changes.map((one) => [one.name, one.change]));
  const names = files.map((one) => one.name);
  const asked = search.get("file") ?? "";
  const name = names.includes(asked) ? asked : (detail.changes.find((one) => saved.has(one.name))?.name ?? names[0] ?? "");
  const text = edits[name] ?? saved.get(name) ?? "";

  const settled = useSettled(useMemo(() => JSON.stringify(edited), [edited]));
  const trial = useQuery({
    queryKey: ["policy-trial", draft.draft, tag, settled],
    queryFn: ({ signal }) => {
      const tried = (JSON.parse(settled) as [string, string][]).map(([of, now]) => ({ name: of, text: now }));
      return post("/api/v1/policy-drafts/{draft}/trial", { path, body: { files: tried }, signal });
    },
    enabled: settled !== "[]",
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const fresh = edited.length > 0 ? trial.data : undefined;
  const check = fresh ?? detail.check;
  const complaints = complaintsOf(check, language);
  const marks: Mark[] = complaints.filter((one) => one.file === name);

  const revise = (body: Revision) =>
    proved("policy-change", () =>
      patch("/api/v1/policy-drafts/{draft}", { path, headers: { "If-Match": tag }, body }),
    );
  const save = useMutation({
    mutationFn: () => revise({ files: edited.map(([of, now]) => ({ name: of, text: now })) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: policyDraft(path.draft).queryKey });
      onEdit({});
    },
  });
  useEffect(() => {
    if (edited.length === 0) return undefined;
    const stay = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    return () => {
      removeEventListener("beforeunload", stay);
    };
  }, [edited.length]);

  const schema = files.find((one) => one.name.endsWith(".cedarschema"))?.text ?? "";
  const offered = useMemo(() => namesOf(schema), [schema]);
  return (
    <>
      {settledState && <p className="help">{m.drafts.readOnly}</p>}
      <div className="workbench">
        <nav aria-label={m.drafts.files} className="workbench-files">
          <ul>
            {names.map((one) => {
              const wrong = complaints.filter((each) => each.file === one);
              const isError = wrong.some((each) => each.severity === "error");
              const state = edits[one] !== undefined && edits[one] !== saved.get(one) ? m.drafts.edited : undefined;
              const changed = changes.get(one);
              return (
                <li key={one}>
                  <button
                    type="button"
                    className="quiet code"
                    aria-current={one === name ? "true" : undefined}
                    onClick={() => {
                      change({ file: one });
                    }}
                  >
                    {one}
                  </button>
                  {changed && <small>{word(m.drafts.changes, changed)}</small>}
                  {state && <small>{state}</small>}
                  {wrong.length > 0 && (
                    <span className={`mark mark-${isError ? "violation" : "doubtful"}`}>{m.count(wrong.length)}</span>
                  )}
                </li>
              );
            })}
          </ul>
          {open && (
            <div className="workbench-acts">
              <Act
                does="revisePolicies"
                label={m.drafts.addFile}
                disabled={edited.length > 0}
                fields={[{ name: "name", label: m.drafts.addFileName, help: m.drafts.addFileHelp }]}
                run={async ({ name: added = "" }) => {
                  await revise({ files: [{ name: added, text: "" }] });
                  change({ file: added });
                }}
              />
              <Act
                does="revisePolicies"
                quiet
                label={m.drafts.removeFile}
                help={m.drafts.removeFileHelp}
                disabled={edited.length > 0}
                run={() => revise({ removed: [name] })}
              />
            </div>
          )}
        </nav>
        <div className="workbench-text">
          <div className="list-bar">
            <strong className="code">{name}</strong>
            {open && (
              <div className="acts">
                <button
                  type="button"
                  {...actOf("revisePolicies")}
                  className="primary"
                  disabled={edited.length === 0 || save.isPending}
                  onClick={() => {
                    save.mutate();
                  }}
                >
                  {m.drafts.save}
                </button>
                {edited.length > 0 && (
                  <>
                    <button
                      type="button"
                      className="quiet"
                      onClick={() => {
                        onEdit({});
                      }}
                    >
                      {m.drafts.discard}
                    </button>
                    <span className="help">{m.drafts.unsaved(edited.length)}</span>
                  </>
                )}
              </div>
            )}
          </div>
          {save.error && <Failure error={save.error} />}
          <Editor
            key={name}
            ref={editor}
            label={m.drafts.editor(name)}
            help={m.drafts.keys}
            text={text}
            marks={marks}
            names={name.endsWith(".toml") ? [] : offered}
            readOnly={!open}
            onChange={(now) => {
              onEdit((before) => ({ ...before, [name]: now }));
            }}
          />
        </div>
        <Complaints
          check={check}
          complaints={complaints}
          fresh={fresh !== undefined}
          busy={edited.length > 0 && (trial.isFetching || settled !== JSON.stringify(edited))}
          error={edited.length > 0 ? trial.error : null}
          onChoose={(one) => {
            change({ file: one.file });
            // The file may have to be shown first.
            requestAnimationFrame(() => {
              const area = editor.current;
              if (!area) return;
              const [from, until] = one.within(area.value);
              area.focus();
              area.setSelectionRange(from, until);
              area.dispatchEvent(new Event("sekisho-show"));
            });
          }}
        />
      </div>
    </>
  );
}
