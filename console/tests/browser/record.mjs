// The record: what proves elsewhere that an entry stands in it.
import assert from "node:assert/strict";
import { it } from "node:test";
import { saved } from "./hands.mjs";

export default function record(stand) {
  const { m } = stand;

  stand.part("the record", () => {
    it("gives out an entry and a receipt that prove each other elsewhere", async () => {
      await stand.as(stand.clerk, "/evidence?entry=5", async (page) => {
        const take = async (name) => (await saved(page, page.getByRole("button", { name }))).toString();
        assert.match(await take(m.evidence.saveEntry), /^\{"action":"view","actor":"p-/);
        assert.match(await take(m.evidence.proof), /^c2sp\.org\/tlog-proof@v1\nindex 5\n/);
      });
    });
  });
}
