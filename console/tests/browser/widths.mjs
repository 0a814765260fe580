// Pages full of what people did before: at both widths, in the dark, by Tab alone.
import assert from "node:assert/strict";
import { before, it } from "node:test";
import { makeWork } from "../work.mjs";
import { typhoon } from "./said.mjs";
import { barriers, beyond, unreached } from "./seen.mjs";
import { limit } from "./stand.mjs";

export default function widths(stand) {
  stand.part("rules, deliveries, profiles, exports and reports", () => {
    let work;
    before(async () => {
      const { server, admin, clerk, data } = stand;
      work = await makeWork(server, admin, clerk, data.data, typhoon, ["keiko", "tamaki"]);
    }, limit);

    it("hold together in the dark, at both widths, and by Tab alone", async () => {
      const paths = [
        "/policies",
        "/policies?view=drafts",
        "/policies?view=history",
        `/policy-draft?draft=${work.draft}`,
        `/policy-draft?draft=${work.draft}&view=difference`,
        `/simulation?simulation=${work.simulation}`,
        "/deliveries",
        "/delivery?delivery=2",
        "/deliveries?view=archive",
        "/profiles?profile=nol.toml",
        `/versions?review=${work.review}`,
        "/exports",
        "/reports",
        "/coming",
        `/import?import=${work.prepared}`,
        "/register?register=entitlements&key=nol/g10000",
        "/emergencies?state=running",
        `/emergency?emergency=${work.desk.running}`,
        "/outages?view=looks",
      ];
      for (const width of [1280, 1920]) {
        const shown = await stand.open(stand.clerk, { theme: "dark", viewport: { width, height: 900 } });
        for (const path of paths) {
          await shown.go(path);
          assert.deepEqual(await barriers(shown.page), [], path);
          assert.equal(await beyond(shown.page), 0, `${path} is wider than ${width} px`);
          // What is decided upon stands in sight as a whole.
          if (path.includes("looks")) {
            const hidden = await shown.page.locator(".wide").evaluate((table) => table.scrollWidth - table.clientWidth);
            assert.ok(hidden <= 0, `${path} hides ${hidden} px of its table at ${width}`);
          }
          if (width === 1280) assert.deepEqual(await unreached(shown.page), [], path);
          assert.deepEqual(shown.wrong.splice(0), [], path);
        }
        await shown.close();
      }
    });
  });
}
