import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useRef } from "react";
import { get } from "../api/client.ts";
import { forget, setWho, useWho } from "../api/who.ts";
import { LogInPage } from "../pages/login/LogInPage.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { useTexts } from "../text/language.ts";
import { Attention } from "./Attention.tsx";
import { Boundary } from "./Boundary.tsx";
import { Link } from "./Link.tsx";
import { usePlace } from "./location.ts";
import { AnswerPage, pages } from "./pages.tsx";
import { Shell } from "./Shell.tsx";
import { StepUp } from "./StepUp.tsx";

/** Who is there when the page is opened: the browser may have a session's cookie still. */
function useBeginning() {
  const who = useWho();
  const client = useQueryClient();
  const known = useRef(false);
  useEffect(() => {
    // Whoever comes next sees nothing of what somebody was shown who left.
    if (who.by === "nobody" && known.current) client.clear();
    known.current = who.by === "session" || who.by === "token";
    if (who.by !== "asking") return;
    get("/api/v1/session").then(
      (session) => {
        setWho({ by: "session", session });
      },
      () => {
        forget(who);
      },
    );
  }, [who, client]);
  return who;
}

export function App() {
  const { m } = useTexts();
  const { path } = usePlace();
  const who = useBeginning();
  if (path === "/answer") {
    return (
      <Suspense fallback={<Loading />}>
        <AnswerPage />
      </Suspense>
    );
  }
  if (who.by === "asking") return <Loading />;
  if (who.by === "nobody") return <LogInPage />;
  const page = pages.find((one) => one.path === path);
  const title = m.pages[page?.name ?? "missing"];
  return (
    <Shell title={title}>
      <h1>{title}</h1>
      <Attention />
      <Boundary key={path}>
        <Suspense fallback={<Loading />}>
          {page ? <page.shows /> : <Link to="/">{m.pages.today}</Link>}
        </Suspense>
      </Boundary>
      <StepUp />
    </Shell>
  );
}
