import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import { ask, post, type Schema } from "../../api/client.ts";
import { sign } from "../../api/key.ts";
import { setWho } from "../../api/who.ts";
import { PreferencesMenu } from "../../app/PreferencesMenu.tsx";
import { Field } from "../../parts/Field.tsx";
import { Failure } from "../../parts/Loaded.tsx";
import { PasswordField } from "../../parts/PasswordField.tsx";
import { useTexts } from "../../text/language.ts";
import { Enrolment } from "./Enrolment.tsx";
import { SecondFactor, useFactor } from "./SecondFactor.tsx";

type Way = "person" | "enrolment" | "token";

/** The page for whoever is not known: people log in or enrol, programs have a token. */
export function LogInPage() {
  const { m } = useTexts();
  const [way, setWay] = useState<Way>("person");
  return (
    <Outside title={way === "enrolment" ? m.enrolment.title : m.pages.logIn}>
      {way === "person" && <LogIn />}
      {way === "enrolment" && (
        <Enrolment
          onDone={() => {
            setWay("person");
          }}
        />
      )}
      {way === "token" && <WithToken />}
      <p className="acts">
        {(["person", "enrolment", "token"] as const)
          .filter((one) => one !== way)
          .map((one) => (
            <button
              key={one}
              type="button"
              className="quiet"
              onClick={() => {
                setWay(one);
              }}
            >
              {m.logIn.ways[one]}
            </button>
          ))}
      </p>
    </Outside>
  );
}

/** The frame of what is open to whoever is not known. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  const { m } = useTexts();
  useEffect(() => {
    document.title = `${title} – ${m.product}`;
  }, [title, m]);
  return (
    <main className="log-in">
      <div className="log-in-top">
        <p className="brand">
          {m.product}
          <span>{m.productSays}</span>
        </p>
        <PreferencesMenu />
      </div>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

function LogIn() {
  const { m } = useTexts();
  const [given, setGiven] = useState({ login_name: "", password: "" });
  const begin = useMutation({
    mutationFn: () => post("/api/v1/session", { body: given }),
    onSuccess: enter,
  });
  if (begin.data?.state === "second-factor") return <Second step={begin.data} again={begin.reset} />;
  return (
    <form onSubmit={submits(begin.mutate)}>
      <Field
        shape={{ name: "login_name", label: m.logIn.name, autoComplete: "username" }}
        value={given.login_name}
        onChange={(login_name) => {
          setGiven({ ...given, login_name });
        }}
      />
      <PasswordField
        shape={{ name: "password", label: m.logIn.password, autoComplete: "current-password" }}
        value={given.password}
        onChange={(password) => {
          setGiven({ ...given, password });
        }}
      />
      {begin.error && <Failure error={begin.error} />}
      <button type="submit" className="primary" disabled={begin.isPending}>
        {m.logIn.next}
      </button>
    </form>
  );
}

function Second({ step, again }: { step: Schema["LoginStep"]; again: () => void }) {
  const { m } = useTexts();
  const factor = useFactor(step.kinds ?? []);
  const finish = useMutation({
    mutationFn: async () => {
      const login = step.login ?? "";
      const { chosen, code } = factor;
      if (chosen === "totp") return post("/api/v1/session/factors", { body: { login, code: code.trim() } });
      if (chosen === "card") return post("/api/v1/session/factors", { body: { login } });
      const assertion = await sign(step.challenge ?? "", step.credentials ?? []);
      return post("/api/v1/session/factors", { body: { login, assertion } });
    },
    onSuccess: enter,
  });
  return (
    <form onSubmit={submits(finish.mutate)}>
      <SecondFactor {...factor} />
      {finish.error && <Failure error={finish.error} />}
      <div className="acts">
        <button type="submit" className="primary" disabled={finish.isPending}>
          {m.logIn.submit}
        </button>
        <button type="button" onClick={again}>
          {m.logIn.again}
        </button>
      </div>
    </form>
  );
}

function enter(step: Schema["LoginStep"]) {
  if (step.session) setWho({ by: "session", session: step.session });
}

function submits(act: () => void) {
  return (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    act();
  };
}

function WithToken() {
  const { m } = useTexts();
  const [given, setGiven] = useState("");
  const token = given.trim();
  const enterWith = useMutation({
    mutationFn: () => ask("/api/v1/data-sets", { headers: { Authorization: `Bearer ${token}` } }),
    onSuccess: () => {
      setWho({ by: "token", token });
    },
  });
  return (
    <form onSubmit={submits(enterWith.mutate)}>
      <Field
        shape={{ name: "token", label: m.logIn.token, kind: "password", help: m.logIn.where }}
        value={given}
        onChange={setGiven}
      />
      {enterWith.error && <Failure error={enterWith.error} />}
      <button type="submit" className="primary" disabled={enterWith.isPending}>
        {m.logIn.submit}
      </button>
      <p className="help">{m.logIn.kept}</p>
    </form>
  );
}
