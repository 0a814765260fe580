import { queryOptions, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { post, type Schema } from "../api/client.ts";
import { proved } from "../api/proof.ts";
import { useWho, whoAsks } from "../api/who.ts";
import { Act } from "../parts/Act.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field, type FieldShape } from "../parts/Field.tsx";
import { useTexts } from "../text/language.ts";
import { keepLook, lookEnds } from "./looks.ts";
import { useMayUnmask } from "./may.ts";

// People are masked until somebody says why they look (ADR 0058). What a page is about is told to
// its parts here, so that wherever the server keeps something back there is a way to state a purpose.

export interface Thing {
  thing: Schema["UnmaskRequest"]["thing"];
  id: string;
}

/** What answers about people are drawn from that no one register gives. */
export const allRegisters: Thing = { thing: "register", id: "all" };

/** What lists of cases and inquiries show. */
export const allCases: Thing = { thing: "case", id: "all" };

const About = createContext<Thing | null>(null);

export function AboutThing({ thing, id, children }: Thing & { children: ReactNode }) {
  const about = useMemo(() => ({ thing, id }), [thing, id]);
  return <About value={about}>{children}</About>;
}

const nameOf = ({ thing, id }: Thing) => `${thing}/${id}`;

/** Until when one looks: nobody is asked for that, it is told where a look begins. */
function look(about: Thing | null) {
  return queryOptions<string | null>({
    queryKey: ["unmasking", about?.thing, about?.id],
    queryFn: skipToken,
    initialData: () => {
      const who = whoAsks();
      return about && who.by === "session" ? lookEnds(who.session.session, nameOf(about)) : null;
    },
    gcTime: Infinity,
    staleTime: Infinity,
  });
}

/** What states a purpose for looking at what the page is about; none where nobody can. */
function useStatePurpose() {
  const about = useContext(About);
  const who = useWho();
  const client = useQueryClient();
  const mayUnmask = useMayUnmask();
  if (!about || who.by !== "session" || !mayUnmask(about.thing)) return null;
  return async (purpose: string) => {
    const begun = await proved("unmask", () => post("/api/v1/unmaskings", { body: { ...about, purpose } }));
    client.setQueryData(look(about).queryKey, begun.ends);
    keepLook(who.session.session, nameOf(about), begun.ends);
  };
}

function usePurposeField(): FieldShape {
  const { m } = useTexts();
  return { name: "purpose", label: m.unmask.purpose, kind: "lines", help: m.unmask.purposeHelp };
}

/** Asks for a purpose where something was refused for want of one, and then goes on with it. */
export function AskPurpose({ onStated, onClose, otherwise }: { onStated: () => void; onClose: () => void; otherwise: ReactNode }) {
  const { m } = useTexts();
  const state = useStatePurpose();
  const client = useQueryClient();
  const shape = usePurposeField();
  const [purpose, setPurpose] = useState("");
  const stating = useMutation({
    mutationFn: async () => state?.(purpose),
    onSuccess: () => {
      onStated();
      return client.invalidateQueries();
    },
  });
  if (!state) return otherwise;
  return (
    <Dialog
      title={m.unmask.ask}
      submit={m.unmask.ask}
      busy={stating.isPending}
      error={stating.error}
      onSubmit={() => {
        stating.mutate();
      }}
      onClose={onClose}
    >
      <p className="help">{m.unmask.help}</p>
      <Field shape={shape} value={purpose} onChange={setPurpose} />
    </Dialog>
  );
}

/** Asks for a purpose and shows people in plain for as long as the server allows. */
export function Unmask() {
  const { m, moment } = useTexts();
  const about = useContext(About);
  const state = useStatePurpose();
  const purpose = usePurposeField();
  const client = useQueryClient();
  const ends = useQuery(look(about)).data ?? null;
  useEffect(() => {
    if (ends === null) return undefined;
    const over = () => {
      client.setQueryData(look(about).queryKey, null);
      void client.invalidateQueries();
    };
    const timer = setTimeout(over, Date.parse(ends) - Date.now());
    return () => {
      clearTimeout(timer);
    };
  }, [ends, about, client]);
  if (!state) return null;
  if (ends !== null) {
    return <span className="mark mark-decisive">{m.unmask.until(moment(ends))}</span>;
  }
  return (
    <Act
      does="anybody"
      label={m.unmask.ask}
      help={m.unmask.help}
      fields={[purpose]}
      run={(written) => state(written["purpose"] ?? "")}
    />
  );
}
