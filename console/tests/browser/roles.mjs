// Every role: enrols with the code of its invitation, logs in with its key, and finds what is its own.
import assert from "node:assert/strict";
import { it } from "node:test";
import { settled } from "../stage.mjs";
import { barriersOfBoth, offered } from "./seen.mjs";
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

  /** What one of each role may do that a page of its own menu offers. */
  const does = {
    "network-clerk": ["ask.emergency"],
    "first-line-quality": [],
    "conduct-regulation": ["triage.case", "run.review", "export.review", "prepare-import.register", "draft.policy-set"],
    "internal-audit": ["re-perform.review", "export.review"],
    "external-assessor": [],
    "disaster-desk": ["open-disaster.disaster", "lend.grant", "ask.emergency"],
    "system-administrator": ["deliver.delivery", "ask.emergency"],
  };

  /** Places within an area that its menu does not name. */
  const within = {
    "/scope": ["/versions"],
    "/figures": ["/exports"],
    "/registers": ["/imports", "/coming"],
    "/policies": ["/policies?view=drafts"],
    "/outages": ["/outages?view=looks"],
    "/logs": ["/deliveries"],
  };

  /** All pages of a menu, each with the first thing that it lists. */
  async function pagesOf(shown) {
    const { page } = shown;
    const hrefs = async (links) => (await Promise.all((await links.all()).map((one) => one.getAttribute("href")))).map((to) => to.replace("/console", ""));
    const areas = new Set();
    for (const group of await hrefs(page.locator("header nav").first().getByRole("link"))) {
      await shown.go(group);
      for (const to of [group, ...(await hrefs(page.locator("header .within a")))]) {
        for (const at of [to, ...(within[to.split("?")[0]] ?? [])]) areas.add(at);
      }
    }
    return { areas, things: () => hrefs(page.locator("main tbody tr:first-child th a")) };
  }

  stand.part("acts by role", () => {
    for (const [role, wanted] of Object.entries(does)) {
      it(`offers what is theirs to do, and nothing that would be refused: ${role}`, async () => {
        const more = role === "system-administrator" ? { administers: ["nol"] } : {};
        const shown = await atEnrolment(stand, `does-${role}`, [role], more);
        await enrolKey(stand, shown, `does-${role}`);
        const { areas, things } = await pagesOf(shown);
        const found = new Set();
        const look = async (at) => {
          await shown.go(at);
          await settled(shown.page);
          const { all, denied } = await offered(shown.page);
          assert.deepEqual(denied, [], at);
          for (const act of all) found.add(act);
        };
        for (const area of areas) {
          await look(area);
          for (const thing of await things()) await look(thing);
        }
        for (const act of wanted) assert.ok([...found].some((one) => one.split(" ").includes(act)), `${act} of ${[...found]}`);
        if (wanted.length === 0) assert.deepEqual([...found].filter((one) => !one.startsWith("view.")), []);
        await shown.close();
      });
    }
  });

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
