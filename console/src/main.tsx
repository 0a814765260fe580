import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "./api/queries.ts";
import { App } from "./app/App.tsx";
import "./styles/all.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element `root`");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
