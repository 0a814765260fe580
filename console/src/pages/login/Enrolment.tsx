import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { post, type Schema } from "../../api/client.ts";
import { hasKeys, makeKey } from "../../api/key.ts";
import { Field } from "../../parts/Field.tsx";
import { Failure } from "../../parts/Loaded.tsx";
import { PasswordField } from "../../parts/PasswordField.tsx";
import { useTexts } from "../../text/language.ts";
import { PasswordHint } from "./PasswordHint.tsx";

/**
 * With the code that an administrator handed over: a password, then what somebody has, then done.
 * `code` is given where somebody enrols anew who is logged in.
 */
export function Enrolment({ code: given = "", onDone }: { code?: string; onDone: () => void }) {
  const { m } = useTexts();
  const [code, setCode] = useState(given);
  const show = useMutation({
    mutationFn: () => post("/api/v1/enrolment", { body: { code: code.trim() } }),
  });
  if (!show.data) {
    return (
      <Step submit={m.logIn.next} act={show}>
        <p>{m.enrolment.lead}</p>
        <Field
          shape={{ name: "code", label: m.enrolment.code, help: m.enrolment.codeHelp }}
          value={code}
          onChange={setCode}
        />
      </Step>
    );
  }
  return (
    <>
      <p>{m.enrolment.whose(show.data.login_name)}</p>
      <Password code={code.trim()} />
      <Factors code={code.trim()} shown={show.data} refresh={show.mutateAsync} />
      <Finish code={code.trim()} onDone={onDone} />
    </>
  );
}

interface StepProps {
  submit: string;
  act: { mutate: () => void; isPending: boolean; error: unknown };
  children?: ReactNode;
}

function Step({ submit, act, children }: StepProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      {children}
      {act.error ? <Failure error={act.error} /> : null}
      <button type="submit" className="primary" disabled={act.isPending}>
        {submit}
      </button>
    </form>
  );
}

function Password({ code }: { code: string }) {
  const { m } = useTexts();
  const [password, setPassword] = useState("");
  const set = useMutation({
    mutationFn: () => post("/api/v1/enrolment/password", { body: { code, password } }),
  });
  return (
    <section>
      <h2>{m.enrolment.password}</h2>
      {set.isSuccess ? (
        <p role="status">{m.enrolment.passwordSet}</p>
      ) : (
        <Step submit={m.enrolment.set} act={set}>
          <PasswordField
            shape={{
              name: "password",
              label: m.logIn.password,
              help: m.enrolment.passwordHelp,
              autoComplete: "new-password",
            }}
            value={password}
            onChange={setPassword}
          />
          <PasswordHint code={code} password={password} />
        </Step>
      )}
    </section>
  );
}

function Factors({
  code,
  shown,
  refresh,
}: {
  code: string;
  shown: Schema["Enrolment"];
  refresh: () => Promise<unknown>;
}) {
  const { m, word } = useTexts();
  const key = useMutation({
    mutationFn: async () => {
      const asked = await post("/api/v1/enrolment/key", { body: { code } });
      const made = await makeKey(asked, shown.login_name);
      return post("/api/v1/enrolment/key/attestation", { body: { code, name: m.enrolment.keyName, ...made } });
    },
    onSuccess: refresh,
  });
  const card = useMutation({
    mutationFn: () => post("/api/v1/enrolment/card", { body: { code, name: m.enrolment.cardName } }),
    onSuccess: refresh,
  });
  return (
    <section>
      <h2>{m.enrolment.factors}</h2>
      <p className="help">{m.enrolment.factorsHelp}</p>
      {shown.factors.length > 0 && (
        <div role="status">
          <ul className="plain">
            {shown.factors.map((one) => (
              <li key={one.factor}>
                {word(m.logIn.factors, one.kind)} <small>{one.name}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
      {shown.kinds.includes("totp") && <App code={code} refresh={refresh} />}
      <div className="acts">
        {hasKeys() && shown.kinds.includes("webauthn") && (
          <button
            type="button"
            disabled={key.isPending}
            onClick={() => {
              key.mutate();
            }}
          >
            {m.enrolment.addKey}
          </button>
        )}
        <button
          type="button"
          disabled={card.isPending}
          onClick={() => {
            card.mutate();
          }}
        >
          {m.enrolment.addCard}
        </button>
      </div>
      {(key.error ?? card.error) && <Failure error={key.error ?? card.error} />}
    </section>
  );
}

function App({ code, refresh }: { code: string; refresh: () => Promise<unknown> }) {
  const { m } = useTexts();
  const [appCode, setAppCode] = useState("");
  const offer = useMutation({ mutationFn: () => post("/api/v1/enrolment/app", { body: { code } }) });
  const confirm = useMutation({
    mutationFn: () =>
      post("/api/v1/enrolment/app/confirmation", {
        body: { code, name: m.enrolment.appName, app_code: appCode.trim() },
      }),
    onSuccess: () => {
      offer.reset();
      return refresh();
    },
  });
  if (!offer.data) {
    return (
      <>
        <button
          type="button"
          disabled={offer.isPending}
          onClick={() => {
            offer.mutate();
          }}
        >
          {m.enrolment.addApp}
        </button>
        {offer.error && <Failure error={offer.error} />}
      </>
    );
  }
  return (
    <Step submit={m.enrolment.confirm} act={confirm}>
      <p>{m.enrolment.secretHelp}</p>
      <p className="code secret">{offer.data.secret.match(/.{1,4}/g)?.join(" ")}</p>
      <p>
        <a href={offer.data.uri}>{m.enrolment.openApp}</a>
      </p>
      <Field
        shape={{ name: "app_code", label: m.logIn.appCode, autoComplete: "one-time-code" }}
        value={appCode}
        onChange={setAppCode}
      />
    </Step>
  );
}

function Finish({ code, onDone }: { code: string; onDone: () => void }) {
  const { m } = useTexts();
  const finish = useMutation({
    mutationFn: () => post("/api/v1/enrolment/finish", { body: { code } }),
    onSuccess: onDone,
  });
  return (
    <section>
      <h2>{m.enrolment.finish}</h2>
      <Step submit={m.enrolment.finish} act={finish}>
        <p className="help">{m.enrolment.finishHelp}</p>
      </Step>
    </section>
  );
}
