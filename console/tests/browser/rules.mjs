// The barrier's rules: one written, complained of, mended, approved by somebody else, in force.
import assert from "node:assert/strict";
import { it } from "node:test";
import { act, fill, placeOf, press } from "./hands.mjs";
import { barriers } from "./seen.mjs";

const name = "barrier/91-no-print.cedar";
const rule = (field) =>
  `@id("no-print")\n@title("Nobody prints")\n@title_ja("印刷の禁止")\nforbid (principal, action == Action::"print", resource)\nwhen { ${field} };\n`;

export default function rules(stand) {
  const { m, said } = stand;

  async function draft(page) {
    await press(page, m.drafts.begin);
    const proof = page.getByRole("dialog", { name: m.stepUp.title });
    const dialog = page.getByRole("dialog", { name: m.drafts.begin });
    await dialog.getByLabel(m.policies.titleLabel, { exact: true }).fill(said.printing);
    await press(dialog, m.drafts.begin);
    await press(proof, m.stepUp.submit);
    await act(page, m.drafts.addFile, { [m.drafts.addFileName]: name });
    const text = page.getByLabel(m.drafts.editor(name));
    await text.fill(rule("context.acount.shared"));
    await page.locator(".complaint-error").getByText("`acount`").waitFor();
    assert.deepEqual(await barriers(page), []);
    await text.fill(rule('context.account.kind == "nobody"'));
    await page.getByText(m.drafts.trialFresh).waitFor();
    await page.locator(".complaint-error").waitFor({ state: "detached" });
    // What is not saved is not proposed, and not lost by looking at something else.
    const views = page.getByRole("navigation", { name: m.policies.views });
    await views.getByRole("link", { name: m.drafts.view.history, exact: true }).press("Enter");
    await page.getByText(m.drafts.saveFirst).waitFor();
    await views.getByRole("link", { name: m.drafts.view.text, exact: true }).press("Enter");
    await press(page, m.drafts.save);
    await page.getByText(m.drafts.saveFirst).waitFor({ state: "detached" });
    await act(page, m.drafts.propose, { [m.policies.reason]: said.paperLost });
    return placeOf(page);
  }

  stand.part("a rule", () => {
    it("is written, complained of, mended, approved by somebody else, and put into force", async () => {
      const writer = await stand.enrolled("aki", ["conduct-regulation"]);
      const head = await stand.enrolled("kenji", ["conduct-regulation"], { approves: true });
      const place = await stand.as(writer, "/policies?view=drafts", draft);
      await stand.as(head, place, async (page) => {
        await press(page, m.drafts.approve);
        const dialog = page.getByRole("dialog", { name: m.drafts.approve });
        await dialog.getByLabel(m.drafts.number2, { exact: true }).fill(said.ruleDecision);
        await press(dialog, m.drafts.approve);
        await press(page.getByRole("dialog", { name: m.stepUp.title }), m.stepUp.submit);
        await page.locator(".mark-draft-approved").waitFor();
      });
      await stand.as(writer, place, async (page, shown) => {
        await press(page, m.drafts.apply);
        await fill(page, m.drafts.apply);
        await page.locator(".mark-draft-applied").waitFor();
        await shown.go("/policies?view=history");
        await page.getByText(said.printing).first().waitFor();
      });
    });
  });
}
