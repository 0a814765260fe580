// What leads newcomers: the guide through the demo, the words that are explained, the keys.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, it } from "node:test";
import { Person } from "../people.mjs";
import { makeData, settled, startServer } from "../stage.mjs";
import { press } from "./hands.mjs";
import { barriers, barriersOfBoth } from "./seen.mjs";
import { limit } from "./stand.mjs";
import { like } from "./words.mjs";

export default function guide(stand) {
  const { m } = stand;

  stand.part("the guide", () => {
    let demo, server, person;
    before(async () => {
      demo = makeData(2_000);
      server = await startServer(demo);
      const admin = await (await new Person(server, "admin").enrol(await server.firstCode())).logIn();
      await admin.stepUp("account");
      person = await (await new Person(server, "aoi").enrol(await admin.invite("aoi", ["conduct-regulation"]))).logIn();
      const told = {
        before: "demo",
        after: await person.reviewHalf(),
        registers: "demo",
        system: "nol",
        time: "2024-10-01T09:00:00+09:00",
        file: "demo/nol/NOL_202410.csv",
        line: "2",
      };
      writeFileSync(path.join(demo.data, "guide.json"), JSON.stringify(told));
    }, limit);
    after(async () => {
      await server?.stop();
      demo?.remove();
    }, limit);

    it("leads through five places by keyboard, and stays away once closed", async () => {
      const shown = await stand.open(person, { server });
      const { page } = shown;
      await shown.go("/");
      const guide = page.locator(".guide");
      const steps = guide.locator("ol a");
      assert.equal(await steps.count(), 5);
      assert.deepEqual(await barriersOfBoth(page), []);
      await guide.getByRole("link", { name: m.guide.begin }).press("Enter");
      for (let at = 0; at < 5; at += 1) {
        await page.waitForFunction((now) => document.querySelectorAll(".guide ol a")[now].ariaCurrent === "step", at);
        await settled(page);
        assert.equal(await guide.locator("[aria-current=step]").count(), 1);
        if (at < 4) await guide.getByRole("link", { name: like(m.guide.next) }).press("Enter");
      }
      await page.waitForFunction(() => document.activeElement?.id === "suppliers");
      // What has scrolled under the guide is no target.
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      assert.deepEqual(await barriersOfBoth(page), []);
      await press(guide, m.guide.close);
      await guide.waitFor({ state: "detached" });
      await page.reload();
      await settled(page);
      assert.equal(await guide.count(), 0);
      await press(page, m.openGuide);
      await guide.waitFor();
      assert.deepEqual(shown.wrong, []);
      await shown.close();
    });

    it("is in no real installation", async () => {
      await stand.as(stand.clerk, "/", async (page) => {
        assert.equal(await page.locator(".guide").count(), 0);
        assert.equal(await page.getByRole("button", { name: m.openGuide, exact: true }).count(), 0);
      });
    });
  });

  stand.part("help", () => {
    it("is where people stumble: what a word means, and which keys there are", async () => {
      await stand.as(stand.clerk, "/scope", async (page) => {
        const { word, says } = m.terms.undeterminable;
        await press(page, m.whatIs(word));
        await page.getByText(says).waitFor();
        assert.deepEqual(await barriers(page), []);
        await page.keyboard.press("Escape");
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: m.keys.title }).waitFor();
        assert.deepEqual(await barriers(page), []);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.keyboard.press("g");
        await page.keyboard.press("3");
        await page.getByRole("heading", { name: m.pages.cases, level: 1 }).waitFor();
        await press(page, m.preferences.title);
        await page.getByLabel(m.preferences.keys).selectOption("off");
        await page.keyboard.press("Escape");
        await page.locator("main").focus();
        await page.keyboard.press("?");
        assert.equal(await page.getByRole("dialog").count(), 0);
      });
    });
  });
}
