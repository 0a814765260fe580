import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get, post } from "../api/client.ts";
import { sign } from "../api/key.ts";
import { type Purpose, useWantedProof } from "../api/proof.ts";
import { setWho, useWho } from "../api/who.ts";
import { SecondFactor, useFactor } from "../pages/login/SecondFactor.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { useTexts } from "../text/language.ts";

/** The dialog in which somebody proves anew who they are, where `proved` wants it. */
export function StepUp() {
  const wanted = useWantedProof();
  return wanted && <Proof key={wanted.purpose} {...wanted} />;
}

function Proof({ purpose, done, cancel }: { purpose: Purpose; done: () => void; cancel: () => void }) {
  const { m } = useTexts();
  const who = useWho();
  const factors = useQuery({
    queryKey: ["factors"],
    queryFn: ({ signal }) => get("/api/v1/factors", { signal }),
  });
  const kinds = [...new Set(factors.data?.items.map((one) => one.kind))];
  const factor = useFactor(kinds, who.by === "session" ? who.session.factor : undefined);
  const [password, setPassword] = useState("");
  const prove = useMutation({
    mutationFn: async () => {
      const path = "/api/v1/session/step-up";
      if (factor.chosen === "totp") return post(path, { body: { purpose, password, code: factor.code.trim() } });
      if (factor.chosen === "card") return post(path, { body: { purpose, password } });
      const asked = await post("/api/v1/session/challenge", { body: undefined });
      return post(path, { body: { purpose, assertion: await sign(asked.challenge, asked.credentials) } });
    },
    onSuccess: (session) => {
      setWho({ by: "session", session });
      done();
    },
  });
  // Whoever goes on before it is known what they have goes on as soon as it is, if nothing is asked for.
  const early = useRef(false);
  const { isSuccess: known } = factors;
  const { chosen } = factor;
  const { mutate } = prove;
  useEffect(() => {
    if (known && early.current && chosen === "webauthn") mutate();
    if (known) early.current = false;
  }, [known, chosen, mutate]);
  return (
    <Dialog
      title={m.stepUp.title}
      submit={m.stepUp.submit}
      busy={prove.isPending}
      error={prove.error ?? factors.error}
      onSubmit={() => {
        if (known) prove.mutate();
        else early.current = true;
      }}
      onClose={cancel}
    >
      <p className="help">{m.stepUp.why[purpose]}</p>
      {known && (
        <>
          <SecondFactor {...factor} />
          {chosen !== "webauthn" && (
            <Field
              shape={{
                name: "password",
                label: m.logIn.password,
                kind: "password",
                autoComplete: "current-password",
                first: chosen === "card",
              }}
              value={password}
              onChange={setPassword}
            />
          )}
        </>
      )}
    </Dialog>
  );
}
