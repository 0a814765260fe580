import { type ComponentType, lazy } from "react";
import type { Messages } from "../text/ja.ts";

export interface Page {
  path: string;
  name: keyof Messages["pages"];
  shows: ComponentType;
}

/** An area of the main navigation. */
export interface Area {
  path: string;
  name: keyof Messages["pages"];
  /** Pages that belong to it. */
  also?: string[];
  /** It shows one review, which goes along from area to area. */
  ofReview?: boolean;
}

export const areas: Area[] = [
  { path: "/", name: "today" },
  { path: "/findings", name: "findings", also: ["/finding"], ofReview: true },
  { path: "/scope", name: "scope", ofReview: true },
  { path: "/logs", name: "logs", ofReview: true },
  { path: "/evidence", name: "evidence" },
  { path: "/jobs", name: "jobs" },
  { path: "/people", name: "people" },
];

/** A page is fetched when somebody first goes there. */
export const pages: Page[] = [
  { path: "/", name: "today", shows: lazy(() => import("../pages/today/TodayPage.tsx")) },
  { path: "/findings", name: "findings", shows: lazy(() => import("../pages/findings/FindingsPage.tsx")) },
  { path: "/finding", name: "finding", shows: lazy(() => import("../pages/findings/FindingPage.tsx")) },
  { path: "/scope", name: "scope", shows: lazy(() => import("../pages/scope/ScopePage.tsx")) },
  { path: "/logs", name: "logs", shows: lazy(() => import("../pages/logs/LogsPage.tsx")) },
  { path: "/evidence", name: "evidence", shows: lazy(() => import("../pages/evidence/EvidencePage.tsx")) },
  { path: "/jobs", name: "jobs", shows: lazy(() => import("../pages/jobs/JobsPage.tsx")) },
  { path: "/account", name: "account", shows: lazy(() => import("../pages/account/AccountPage.tsx")) },
  { path: "/people", name: "people", shows: lazy(() => import("../pages/account/PeoplePage.tsx")) },
];
