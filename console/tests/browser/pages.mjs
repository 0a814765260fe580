// Every page, with data and without.
import assert from "node:assert/strict";
import { it } from "node:test";
import { findingPath } from "./hands.mjs";
import { barriersOfBoth, unreached } from "./seen.mjs";
import { wrongIn } from "./stand.mjs";

const places = [
  "/",
  "/findings",
  "/findings?table=undetermined",
  "/findings?view=timeline",
  "/findings?view=matrix",
  "/findings?retailer=nobody",
  "/scope",
  "/logs",
  "/cases",
  "/inquiries",
  "/figures",
  "/registers",
  "/coming",
  "/imports",
  "/reach",
  "/campaigns",
  "/people",
  "/account",
  "/systems",
  "/evidence",
  "/evidence?entry=3&kind=decision",
  "/jobs",
  "/policies",
  "/policies?view=drafts",
  "/policies?view=history",
  "/policies?view=roles",
  "/policy-draft?draft=1",
  "/policy-draft?draft=1&view=difference",
  "/policy-draft?draft=1&view=simulation",
  "/policy-draft?draft=1&view=history",
  "/deliveries",
  "/deliveries?view=archive",
  "/profiles?profile=nol.toml",
  "/versions",
  "/exports",
  "/reports",
  "/disasters",
  "/lendings",
  "/pool",
  "/stock-take",
  "/irregularities",
  "/emergencies",
  "/outages",
  "/outages?view=looks",
  "/no-such-page",
];

/** Pages that have nothing to show on a new server, and say what to do. */
const empty = [
  "/",
  "/findings",
  "/scope",
  "/logs",
  "/cases",
  "/inquiries",
  "/figures",
  "/campaigns",
  "/registers",
  "/imports",
  "/coming",
  "/evidence",
  "/jobs",
  "/policies?view=drafts",
  "/deliveries",
  "/deliveries?view=archive",
  "/versions",
  "/exports",
  "/reports",
  "/disasters",
  "/lendings",
  "/pool",
  "/stock-take",
  "/irregularities",
  "/emergencies",
  "/outages",
  "/outages?view=looks",
];

/** What a page may run is what came with it, and it may ask this server alone. */
function assertStrict(policy, at) {
  const rules = new Map(policy.split(";").map((one) => one.trim().split(" ")).map(([name, ...from]) => [name, from.join(" ")]));
  const own = { "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'" };
  const none = { "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'" };
  for (const [name, from] of Object.entries({ ...own, ...none })) assert.equal(rules.get(name), from, `${at}: ${name}`);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/, at);
}

export default function pages(stand) {
  stand.part("pages", () => {
    it("is open to everybody and asks nobody else", async () => {
      const shown = await stand.open(null, { dates: "era" });
      const paths = [
        ...places,
        await findingPath(shown, "?disposition=violation"),
        await findingPath(shown, "?disposition=doubtful"),
        await findingPath(shown, "?table=undetermined"),
      ];
      shown.page.on("response", (response) => {
        if (!response.request().isNavigationRequest()) return;
        assertStrict(response.headers()["content-security-policy"] ?? "", response.url());
      });
      for (const path of paths) {
        await shown.go(path);
        assert.deepEqual(await barriersOfBoth(shown.page), [], path);
        assert.equal(await shown.page.locator("[role=alert]:not(:empty)").count(), 0, path);
        assert.deepEqual(await unreached(shown.page), [], path);
        // A log's line is refused without a purpose, which Chromium writes down.
        assert.deepEqual(wrongIn({ wrong: shown.wrong.splice(0) }, 403), [], path);
      }
      await shown.close();
    });

    it("says what to do where there is nothing", async () => {
      const shown = await stand.open(null, { server: stand.emptyServer });
      for (const path of empty) {
        await shown.go(path);
        assert.deepEqual(await barriersOfBoth(shown.page), [], path);
        assert.ok((await shown.page.locator(".empty, .help").count()) > 0, path);
      }
      // The browser itself tells of each 404; a server without a record answers so.
      assert.deepEqual(wrongIn(shown, 404), []);
      await shown.close();
    });
  });
}
