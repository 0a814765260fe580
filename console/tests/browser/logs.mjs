// Logs: one handed in with its slip, a profile tried on a sample, a review as a job.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { settled } from "../stage.mjs";
import { press, write } from "./hands.mjs";
import { barriers } from "./seen.mjs";

export default function logs(stand) {
  const { m } = stand;

  function firstLog(system) {
    const folder = path.join(stand.data.data, "logs/demo", system);
    return path.join(folder, readdirSync(folder).sort()[0]);
  }

  stand.part("a log", () => {
    it("is handed in with its slip by whoever administers its system, and held against it", async () => {
      const tada = await stand.enrolled("tada", ["system-administrator"], { administers: ["nol"] });
      const log = firstLog("nol");
      const bytes = readFileSync(log);
      await stand.as(tada, "/deliveries", async (page) => {
        await page.locator(".hand-in summary").press("Enter");
        await page.locator(".hand-in").getByLabel(m.field.system, { exact: true }).selectOption("nol");
        await page.getByLabel(m.deliveries.chooseFile).setInputFiles(log);
        await write(page.locator(".hand-in"), {
          [m.deliveries.extractedBy]: "P000042",
          [m.deliveries.query]: "SELECT * FROM access_log",
          [m.deliveries.from]: "2022-04-01",
          [m.deliveries.lastDay]: "2025-03-31",
          [m.deliveries.counted]: String(bytes.filter((one) => one === 10).length),
          [m.deliveries.hash]: createHash("sha256").update(bytes).digest("hex"),
        });
        assert.deepEqual(await barriers(page), []);
        await press(page, m.deliveries.submit);
        await page.locator(".mark-delivery-archived").waitFor();
        await settled(page);
        // The heading of the file was counted as a record.
        await page.getByText(m.deliveries.differenceKinds.count).first().waitFor();
      });
    });
  });

  stand.part("a profile", () => {
    it("is tried on what somebody typed", async () => {
      await stand.as(stand.clerk, "/profiles?profile=re.toml", async (page) => {
        await page.getByLabel(m.profiles.samplePaste).focus();
        const [line] = readFileSync(firstLog("re"), "utf8").split("\n");
        await page.keyboard.insertText(`${line}\nno line of a log\n`);
        await page.locator(".mark-clause-satisfied").waitFor();
        await page.locator(".mark-clause-failed").waitFor();
      });
    });
  });

  stand.part("jobs", () => {
    it("show how far a review is, until its result can be opened", async () => {
      await stand.as(stand.clerk, "/jobs", async (page) => {
        const jobs = page.locator(".job");
        const before = await jobs.count();
        await press(page, m.jobs.submit);
        await jobs.nth(before).waitFor();
        await jobs.first().getByRole("link", { name: m.jobs.result }).press("Enter", { timeout: 120_000 });
        await settled(page);
        assert.match(page.url(), /\/scope\?review=/);
        assert.ok((await page.locator(".wide tbody tr").count()) > 4);
      });
    });
  });
}
