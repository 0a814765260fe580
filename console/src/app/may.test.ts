import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { acts } from "../api/acts.ts";

const root = new URL("../", import.meta.url);
const names = readdirSync(root, { recursive: true, encoding: "utf8" });
const sources = names
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts") && !name.startsWith("api/"))
  .map((name) => readFileSync(new URL(name, root), "utf8"));

/** The operations of the API by method and path, as its types name them. */
function operations() {
  const found = new Map<string, string>();
  let path = "";
  for (const line of readFileSync(new URL("api/schema.d.ts", root), "utf8").split("\n")) {
    path = /^ {4}"(\/[^"]*)": \{$/.exec(line)?.[1] ?? path;
    const [, method, operation] = /^ {8}(post|patch|delete): operations\["(\w+)"\]/.exec(line) ?? [];
    if (method && operation) found.set(`${method} ${path}`, operation);
  }
  return found;
}

/** Those that the pages ask for and that not everybody may do who sees the page. */
function asked() {
  const known = operations();
  const calls = sources.flatMap((text) => [...text.matchAll(/\b(post|patch|remove)\(\s*"(\/api[^"]*)"/g)]);
  const called = calls.map(([, method = "", path = ""]) => known.get(`${method === "remove" ? "delete" : method} ${path}`) ?? path);
  const more = (one: string) => one in acts && acts[one as keyof typeof acts].every((act) => !act.startsWith("view."));
  return [...new Set(called)].filter(more);
}

describe("what pages offer", () => {
  it("is asked for where it is offered: no call to do more than to look without its name beside a button", () => {
    const found = asked();
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((one) => !sources.some((text) => text.includes(`"${one}"`)))).toEqual([]);
  });
});
