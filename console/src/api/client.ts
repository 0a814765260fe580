import type { components, paths } from "./schema.d.ts";
import { setToken, token } from "./token.ts";

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

/** Whether the server kept it back because it names people and nobody stated a purpose. */
export function isMasked(error: unknown): boolean {
  return error instanceof Refusal && error.kind === "unmasking-needed";
}

type Json<Response> = Response extends { content: { "application/json": infer Body } } ? Body : never;
type Answers<Operation> = Operation extends { responses: infer Responses }
  ? Json<Responses[keyof Responses & (200 | 202)]>
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

type PathOf<Method extends "get" | "post"> = {
  [Path in keyof paths]: Answers<paths[Path][Method]> extends never ? never : Path;
}[keyof paths];

export interface Asked<Operation> {
  path?: Parameters<Operation, "path">;
  query?: { [key in keyof Parameters<Operation, "query">]: Parameters<Operation, "query">[key] | undefined };
  signal?: AbortSignal;
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
 * One request. Where an answer has an ETag the browser keeps it and asks with If-None-Match: what a
 * review wrote crosses the network once.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Accept-Language", document.documentElement.lang);
  const known = token();
  if (known !== null && !headers.has("Authorization")) headers.set("Authorization", `Bearer ${known}`);
  const response = await fetch(url, { ...init, headers, credentials: "same-origin" });
  if (response.ok) return response;
  // Only the token that was refused is forgotten: another may have been given meanwhile.
  if (response.status === 401 && token() === known) setToken(null);
  const problem = (await response.json().catch(() => ({}))) as Partial<Schema["Problem"]>;
  throw new Refusal({ ...problem, status: response.status });
}

export async function get<Path extends PathOf<"get">>(
  path: Path,
  asked: Asked<paths[Path]["get"]> = {},
): Promise<Answers<paths[Path]["get"]>> {
  const signal = asked.signal ? { signal: asked.signal } : {};
  const response = await ask(address(path, asked), { headers: { Accept: "application/json" }, ...signal });
  return (await response.json()) as Answers<paths[Path]["get"]>;
}

export async function post<Path extends PathOf<"post">>(
  path: Path,
  asked: Asked<paths[Path]["post"]> & {
    body: Body<paths[Path]["post"]>;
    headers?: Record<string, string>;
  },
): Promise<Answers<paths[Path]["post"]>> {
  const body: unknown = asked.body;
  const response = await ask(address(path, asked), {
    method: "POST",
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...asked.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(asked.signal ? { signal: asked.signal } : {}),
  });
  return (await response.json()) as Answers<paths[Path]["post"]>;
}
