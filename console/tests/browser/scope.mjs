// How far it reached: who used whose ID, each supplier's rows, IDs that stood open.
import assert from "node:assert/strict";
import { it } from "node:test";
import { saved } from "./hands.mjs";

export default function scope(stand) {
  const { m, said } = stand;

  stand.part("the scope", () => {
    it("shows who used whose ID, and gives each supplier's rows apart", async () => {
      await stand.as(await stand.clerk.stepUp("export"), "/scope", async (page) => {
        const drawn = await page.getByRole("img", { name: m.lent.id }).locator("path").count();
        assert.ok(drawn > 0);
        assert.equal(await page.getByRole("group", { name: m.lent.title }).locator("tbody tr").count(), drawn);
        const row = page.getByRole("group", { name: m.suppliers.title }).locator("tbody tr").first();
        const [supplier, looks] = [await row.locator("th .code").innerText(), await row.locator("td").first().innerText()];
        const file = await saved(page, row.getByRole("button", { name: m.suppliers.save }));
        const [head, ...lines] = file.toString().trimEnd().split("\n");
        assert.equal(lines.length, Number(looks.replaceAll(",", "")));
        const at = head.split(",").indexOf("retailer");
        assert.ok(lines.every((line) => line.split(",")[at] === supplier));
      });
    });
  });

  stand.part("open IDs", () => {
    it("name nobody in a scope to whoever stated no purpose", async () => {
      await stand.as(null, "/scope", async (page) => {
        const rows = page.getByRole("group", { name: m.scope.exposures }).locator("tbody tr");
        for (const row of await rows.all()) assert.match(await row.locator("td").nth(1).innerText(), said.alias);
        assert.ok((await rows.count()) > 0);
      });
    });
  });
}
