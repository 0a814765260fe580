import { type ComponentType, lazy } from "react";
import type { Messages } from "../text/ja.ts";
import { type Kind, useMay } from "./may.ts";

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
  /** What one has to be allowed to look at; anybody who logs in may go where nothing is named. */
  of?: Kind;
  /** It stands in the place of an area that is about this, for those who may not look at that. */
  insteadOf?: Kind;
}

export const areas: Area[] = [
  { path: "/", name: "today" },
  { path: "/findings", name: "findings", of: "review", also: ["/finding"], ofReview: true },
  { path: "/scope", name: "scope", of: "review", also: ["/versions"], ofReview: true },
  { path: "/cases", name: "cases", of: "case", also: ["/case"] },
  { path: "/inquiries", name: "inquiries" },
  { path: "/reports", name: "reports", of: "review", ofReview: true },
  { path: "/figures", name: "figures", of: "review", also: ["/exports"] },
  { path: "/campaigns", name: "campaigns", of: "campaign", also: ["/campaign"] },
  { path: "/registers", name: "registers", of: "register", also: ["/register", "/coming", "/imports", "/import"] },
  { path: "/reach", name: "reach", of: "register" },
  { path: "/policies", name: "policies", of: "policy-set", also: ["/policy-draft", "/simulation"] },
  { path: "/logs", name: "logs", of: "review", also: ["/deliveries", "/delivery", "/profiles"], ofReview: true },
  { path: "/deliveries", name: "deliveries", of: "delivery", insteadOf: "review", also: ["/delivery", "/profiles"] },
  { path: "/disasters", name: "disasters", of: "disaster", also: ["/disaster", "/lend", "/take-back"] },
  { path: "/lendings", name: "lendings", of: "grant", also: ["/lending"] },
  { path: "/pool", name: "pool", of: "grant", also: ["/stock-take"] },
  { path: "/irregularities", name: "irregularities", of: "disaster" },
  { path: "/emergencies", name: "emergencies", of: "emergency", also: ["/emergency"] },
  { path: "/outages", name: "outages", of: "outage-plan", also: ["/outage"] },
  { path: "/evidence", name: "evidence", of: "record" },
  { path: "/jobs", name: "jobs", of: "review" },
  { path: "/people", name: "people", of: "account" },
];

/** Areas that belong together; each stands in one of these, in the last one where none names it. */
const groups: { name: keyof Messages["groups"]; paths: string[] }[] = [
  { name: "today", paths: ["/"] },
  { name: "results", paths: ["/findings", "/scope"] },
  { name: "cases", paths: ["/cases", "/inquiries", "/reports", "/figures"] },
  { name: "campaigns", paths: ["/campaigns"] },
  { name: "registers", paths: ["/registers", "/reach", "/policies"] },
  { name: "logs", paths: ["/logs", "/deliveries", "/jobs"] },
  { name: "emergencies", paths: ["/disasters", "/lendings", "/pool", "/irregularities", "/emergencies", "/outages"] },
  { name: "records", paths: [] },
];

const named = groups.flatMap((group) => group.paths);

/** Groups with their areas. */
const grouped = groups.map(({ name, paths }, index) => ({
  name,
  members: areas.filter(
    ({ path }) => paths.includes(path) || (index === groups.length - 1 && !named.includes(path)),
  ),
}));

/** The main navigation: where whoever asks may go. */
export function useAreas() {
  const may = useMay();
  const open = ({ of, insteadOf }: Area) => (!of || may(of)) && !(insteadOf && may(insteadOf));
  return grouped
    .map(({ name, members }) => ({ name, members: members.filter(open) }))
    .filter(({ members }) => members.length > 0);
}

/** A page is fetched when somebody first goes there. */
export const pages: Page[] = [
  { path: "/", name: "today", shows: lazy(() => import("../pages/today/TodayPage.tsx")) },
  { path: "/findings", name: "findings", shows: lazy(() => import("../pages/findings/FindingsPage.tsx")) },
  { path: "/finding", name: "finding", shows: lazy(() => import("../pages/findings/FindingPage.tsx")) },
  { path: "/scope", name: "scope", shows: lazy(() => import("../pages/scope/ScopePage.tsx")) },
  { path: "/cases", name: "cases", shows: lazy(() => import("../pages/cases/CasesPage.tsx")) },
  { path: "/case", name: "case", shows: lazy(() => import("../pages/cases/CasePage.tsx")) },
  { path: "/inquiries", name: "inquiries", shows: lazy(() => import("../pages/cases/InquiriesPage.tsx")) },
  { path: "/figures", name: "figures", shows: lazy(() => import("../pages/cases/FiguresPage.tsx")) },
  { path: "/campaigns", name: "campaigns", shows: lazy(() => import("../pages/campaigns/CampaignsPage.tsx")) },
  { path: "/campaign", name: "campaign", shows: lazy(() => import("../pages/campaigns/CampaignPage.tsx")) },
  { path: "/registers", name: "registers", shows: lazy(() => import("../pages/registers/RegistersPage.tsx")) },
  { path: "/register", name: "register", shows: lazy(() => import("../pages/registers/RegisterPage.tsx")) },
  { path: "/coming", name: "coming", shows: lazy(() => import("../pages/registers/ComingPage.tsx")) },
  { path: "/imports", name: "imports", shows: lazy(() => import("../pages/registers/ImportsPage.tsx")) },
  { path: "/import", name: "import", shows: lazy(() => import("../pages/registers/ImportPage.tsx")) },
  { path: "/reach", name: "reach", shows: lazy(() => import("../pages/reach/ReachPage.tsx")) },
  { path: "/logs", name: "logs", shows: lazy(() => import("../pages/logs/LogsPage.tsx")) },
  { path: "/policies", name: "policies", shows: lazy(() => import("../pages/policies/PoliciesPage.tsx")) },
  { path: "/policy-draft", name: "draft", shows: lazy(() => import("../pages/policies/DraftPage.tsx")) },
  { path: "/simulation", name: "simulation", shows: lazy(() => import("../pages/policies/SimulationPage.tsx")) },
  { path: "/deliveries", name: "deliveries", shows: lazy(() => import("../pages/deliveries/DeliveriesPage.tsx")) },
  { path: "/delivery", name: "delivery", shows: lazy(() => import("../pages/deliveries/DeliveryPage.tsx")) },
  { path: "/profiles", name: "profiles", shows: lazy(() => import("../pages/profiles/ProfilesPage.tsx")) },
  { path: "/versions", name: "versions", shows: lazy(() => import("../pages/scope/VersionsPage.tsx")) },
  { path: "/exports", name: "exports", shows: lazy(() => import("../pages/exports/ExportsPage.tsx")) },
  { path: "/reports", name: "reports", shows: lazy(() => import("../pages/reports/ReportsPage.tsx")) },
  { path: "/disasters", name: "disasters", shows: lazy(() => import("../pages/disasters/DisastersPage.tsx")) },
  { path: "/disaster", name: "disaster", shows: lazy(() => import("../pages/disasters/DisasterPage.tsx")) },
  { path: "/lend", name: "lend", shows: lazy(() => import("../pages/disasters/LendPage.tsx")) },
  { path: "/take-back", name: "takeBack", shows: lazy(() => import("../pages/disasters/TakeBackPage.tsx")) },
  { path: "/lendings", name: "lendings", shows: lazy(() => import("../pages/disasters/LendingsPage.tsx")) },
  { path: "/lending", name: "lending", shows: lazy(() => import("../pages/disasters/LendingPage.tsx")) },
  { path: "/pool", name: "pool", shows: lazy(() => import("../pages/disasters/PoolPage.tsx")) },
  { path: "/stock-take", name: "stockTake", shows: lazy(() => import("../pages/disasters/StockTakePage.tsx")) },
  { path: "/irregularities", name: "irregularities", shows: lazy(() => import("../pages/disasters/IrregularitiesPage.tsx")) },
  { path: "/emergencies", name: "emergencies", shows: lazy(() => import("../pages/emergencies/EmergenciesPage.tsx")) },
  { path: "/emergency", name: "emergency", shows: lazy(() => import("../pages/emergencies/EmergencyPage.tsx")) },
  { path: "/outages", name: "outages", shows: lazy(() => import("../pages/emergencies/OutagesPage.tsx")) },
  { path: "/outage", name: "outage", shows: lazy(() => import("../pages/emergencies/OutagePage.tsx")) },
  { path: "/evidence", name: "evidence", shows: lazy(() => import("../pages/evidence/EvidencePage.tsx")) },
  { path: "/jobs", name: "jobs", shows: lazy(() => import("../pages/jobs/JobsPage.tsx")) },
  { path: "/account", name: "account", shows: lazy(() => import("../pages/account/AccountPage.tsx")) },
  { path: "/systems", name: "systems", shows: lazy(() => import("../pages/systems/SystemsPage.tsx")) },
  { path: "/people", name: "people", shows: lazy(() => import("../pages/account/PeoplePage.tsx")) },
];

/** Whoever was sent a link to answer by needs no account. */
export const AnswerPage = lazy(() => import("../pages/cases/AnswerPage.tsx"));
