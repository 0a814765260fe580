import { type SubmitEvent, useEffect, useId, useState } from "react";
import { ask, Refusal } from "../../api/client.ts";
import { setToken } from "../../api/token.ts";
import { PreferencesMenu } from "../../app/PreferencesMenu.tsx";
import { useTexts } from "../../text/language.ts";

export function LogInPage() {
  const { m } = useTexts();
  const [given, setGiven] = useState("");
  const [wrong, setWrong] = useState("");
  const [asking, setAsking] = useState(false);
  const id = useId();

  useEffect(() => {
    document.title = `${m.pages.logIn} – ${m.product}`;
  }, [m]);

  async function logIn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setAsking(true);
    try {
      await ask("/api/v1/data-sets", { headers: { Authorization: `Bearer ${given.trim()}` } });
      setToken(given.trim());
    } catch (error) {
      setWrong(
        !(error instanceof Refusal)
          ? m.error.network
          : error.status === 401
            ? m.logIn.wrong
            : error.message,
      );
      setAsking(false);
    }
  }

  return (
    <main className="log-in">
      <div className="log-in-top">
        <p className="brand">
          {m.product}
          <span>{m.productSays}</span>
        </p>
        <PreferencesMenu />
      </div>
      <h1>{m.pages.logIn}</h1>
      <p>{m.logIn.lead}</p>
      <form onSubmit={(event) => void logIn(event)}>
        <label htmlFor={id}>{m.logIn.token}</label>
        <input
          id={id}
          type="password"
          autoComplete="off"
          required
          value={given}
          aria-describedby={`${id}-help`}
          aria-invalid={wrong !== ""}
          aria-errormessage={`${id}-wrong`}
          onChange={(event) => {
            setGiven(event.target.value);
            setWrong("");
          }}
        />
        <p id={`${id}-wrong`} className="wrong" role="alert">
          {wrong}
        </p>
        <p id={`${id}-help`} className="help">
          {m.logIn.where}
        </p>
        <button type="submit" className="primary" disabled={asking}>
          {m.logIn.submit}
        </button>
      </form>
      <p className="help">{m.logIn.kept}</p>
    </main>
  );
}
