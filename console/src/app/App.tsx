import { Suspense } from "react";
import { useToken } from "../api/token.ts";
import { LogInPage } from "../pages/login/LogInPage.tsx";
import { useTexts } from "../text/language.ts";
import { Boundary } from "./Boundary.tsx";
import { Link } from "./Link.tsx";
import { usePlace } from "./location.ts";
import { pages } from "./pages.tsx";
import { Shell } from "./Shell.tsx";

export function App() {
  const { m } = useTexts();
  const { path } = usePlace();
  if (useToken() === null) return <LogInPage />;
  const page = pages.find((one) => one.path === path);
  const title = m.pages[page?.name ?? "missing"];
  return (
    <Shell title={title}>
      <h1>{title}</h1>
      <Boundary key={path}>
        <Suspense
          fallback={
            <p className="loading" role="status">
              {m.loading}
            </p>
          }
        >
          {page ? <page.shows /> : <Link to="/">{m.pages.today}</Link>}
        </Suspense>
      </Boundary>
    </Shell>
  );
}
