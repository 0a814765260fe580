// Every role: enrols with the code of its invitation, logs in with its key, and finds what is its own.
import assert from "node:assert/strict";
import { it } from "node:test";
import { barriersOfBoth } from "./seen.mjs";
import { wrongIn } from "./stand.mjs";
import { atEnrolment, enrolKey } from "./way_in.mjs";

export default function roles(stand) {
  const { pages, logTabs } = stand.m;
  const theirs = {
    "network-clerk": [pages.lendings, pages.emergencies, pages.campaigns, pages.policies, logTabs.deliveries],
    "first-line-quality": [pages.findings, pages.campaigns],
    "conduct-regulation": [pages.findings, pages.cases, pages.registers, pages.evidence],
    "internal-audit": [pages.findings, pages.campaigns, pages.evidence],
    "external-assessor": [pages.inquiries],
    "disaster-desk": [pages.inquiries, pages.disasters, pages.pool, pages.irregularities, pages.emergencies],
    "system-administrator": [logTabs.deliveries],
  };

  stand.part("every role", () => {
    for (const [role, own] of Object.entries(theirs)) {
      it(`finds on the first page what is theirs, and no door that is locked: ${role}`, async () => {
        const more = role === "system-administrator" ? { administers: ["nol"] } : {};
        const shown = await atEnrolment(stand, `is-${role}`, [role], more);
        await enrolKey(stand, shown, `is-${role}`);
        const { page } = shown;
        assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0);
        assert.deepEqual(await barriersOfBoth(page), []);
        const groups = await page.locator("header nav").first().getByRole("link").all();
        const found = new Set();
        for (const to of await Promise.all(groups.map((one) => one.getAttribute("href")))) {
          await shown.go(to.replace("/console", ""));
          assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0, to);
          for (const name of await page.locator("header .within a, h1").allInnerTexts()) found.add(name);
        }
        for (const name of own) assert.ok(found.has(name), `${name} of ${[...found]}`);
        assert.deepEqual(wrongIn(shown), []);
        await shown.close();
      });
    }
  });
}
