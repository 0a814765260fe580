import type { components, paths } from "./schema.d.ts";
import { forget, whoAsks } from "./who.ts";

export type Schema = components["schemas"];

/** Why the server refused, as problem details (RFC 9457), in the language that was asked for. */
export class Refusal extends Error {
  readonly status: number;
  readonly help: string;
  readonly requestId: string;
  /** The name of the problem type, such as `not-found`. */
  readonly kind: string;

  constructor(problem: Partial<Schema["Problem"]> & { status: number }) {
    super(problem.detail ? `${problem.title ?? ""}: ${problem.detail}` : (problem.title ?? ""));
    this.status = problem.status;
    this.help = [problem.help, ...(problem.errors ?? []).map((one) => `${one.at}: ${one.detail}`)]
      .filter(Boolean)
      .join(" / ");
    this.requestId = problem.request_id ?? "";
    this.kind = problem.type?.split("/").pop() ?? "";
  }
}

/** Somebody closed a dialog instead of going on: no failure, and nothing to be told of. */
export class Cancelled extends Error {}

/** Whether the server kept it back because it names people and nobody stated a purpose. */
export function isMasked(error: unknown): boolean {
  return error instanceof Refusal && error.kind === "unmasking-needed";
}

type Json<Response> = Response extends { content: { "application/json": infer Body } }
  ? Body
  : Response extends { content?: never }
    ? undefined
    : never;
type Answers<Operation> = Operation extends { responses: infer Responses }
  ? Json<Responses[keyof Responses & (200 | 201 | 202 | 204)]>
  : never;
type Parameters<Operation, Where extends "path" | "query"> = Operation extends {
  parameters: { [key in Where]?: infer Given };
}
  ? NonNullable<Given>
  : never;
type Body<Operation> = Operation extends {
  requestBody: { content: { "application/json": infer Given } };
}
  ? Given
  : undefined;

type PathOf<Method extends "get" | "post" | "patch" | "delete"> = {
  [Path in keyof paths]: [Answers<paths[Path][Method]>] extends [never] ? never : Path;
}[keyof paths];

export interface Asked<Operation> {
  path?: Parameters<Operation, "path">;
  query?: { [key in keyof Parameters<Operation, "query">]: Parameters<Operation, "query">[key] | undefined };
  signal?: AbortSignal;
}

interface Sent<Operation> extends Asked<Operation> {
  body: Body<Operation>;
  headers?: Record<string, string>;
}

export function address(path: string, asked: { path?: object; query?: object }) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((asked.path as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

/**
 * One request, as whoever is logged in. Where an answer has an ETag the browser keeps it and asks
 * with If-None-Match: what a review wrote crosses the network once. The header Sekisho-Client is
 * what no page of another site can send.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Accept-Language", document.documentElement.lang);
  headers.set("Sekisho-Client", "console");
  const asks = whoAsks();
  if (asks.by === "token" && !headers.has("Authorization")) headers.set("Authorization", `Bearer ${asks.token}`);
  const response = await fetch(url, { ...init, headers, credentials: "same-origin" });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Partial<Schema["Problem"]>;
  const refusal = new Refusal({ ...problem, status: response.status });
  if (refusal.kind === "unauthenticated") forget(asks);
  throw refusal;
}

export async function get<Path extends PathOf<"get">>(
  path: Path,
  asked: Asked<paths[Path]["get"]> = {},
): Promise<Answers<paths[Path]["get"]>> {
  const signal = asked.signal ? { signal: asked.signal } : {};
  const response = await ask(address(path, asked), { headers: { Accept: "application/json" }, ...signal });
  return (await response.json()) as Answers<paths[Path]["get"]>;
}

/** What a page shows and what its tag was: an act on it names the tag (If-Match). */
export async function getTagged<Path extends PathOf<"get">>(path: Path, asked: Asked<paths[Path]["get"]> = {}) {
  const signal = asked.signal ? { signal: asked.signal } : {};
  const response = await ask(address(path, asked), { headers: { Accept: "application/json" }, ...signal });
  return {
    shown: (await response.json()) as Answers<paths[Path]["get"]>,
    tag: response.headers.get("ETag") ?? "",
  };
}

async function send(method: string, path: string, asked: Sent<never>): Promise<unknown> {
  const body: unknown = asked.body;
  const response = await ask(address(path, asked), {
    method,
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...asked.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(asked.signal ? { signal: asked.signal } : {}),
  });
  return response.status === 204 ? undefined : response.json();
}

export async function post<Path extends PathOf<"post">>(path: Path, asked: Sent<paths[Path]["post"]>) {
  return (await send("POST", path, asked)) as Answers<paths[Path]["post"]>;
}

export async function patch<Path extends PathOf<"patch">>(path: Path, asked: Sent<paths[Path]["patch"]>) {
  return (await send("PATCH", path, asked)) as Answers<paths[Path]["patch"]>;
}

export async function remove<Path extends PathOf<"delete">>(path: Path, asked: Asked<paths[Path]["delete"]> = {}) {
  await send("DELETE", path, { ...(asked as Asked<never>), body: undefined as never });
}
