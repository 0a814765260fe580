// What people's hands do on a page: the keyboard alone, and a scanner, which is one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { settled } from "../stage.mjs";
import { barriers } from "./seen.mjs";

/** Fills in the fields of a part of a page, by their labels. */
export async function write(part, values) {
  for (const [label, value] of Object.entries(values)) {
    const field = part.getByLabel(label, { exact: true });
    if (await field.evaluate((one) => one.tagName === "SELECT")) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Fills in the dialog that a button opened, and goes on. */
export async function fill(page, button, values = {}) {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await write(dialog, values);
  assert.deepEqual(await barriers(page), []);
  await press(dialog, button);
  await dialog.waitFor({ state: "detached" });
  await settled(page);
}

/** Presses a button, and fills in the dialog that it opens. */
export async function act(page, button, values) {
  await press(page, button);
  await fill(page, button, values);
}

/** Presses a button, once it can be pressed. */
export const press = (part, name) => part.getByRole("button", { name, exact: true, disabled: false }).press("Enter");

/** Goes through a dialog that the server refuses: nothing is done, and it says so. */
export async function refused(page, button) {
  const dialog = page.getByRole("dialog");
  await press(dialog, button);
  await dialog.locator(".failure").waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** The bytes of what a button saves. */
export async function saved(page, button) {
  const file = page.waitForEvent("download");
  await button.and(page.locator(":enabled")).press("Enter");
  return readFileSync(await (await file).path());
}

/** A barcode scanner: it types what it reads and presses Enter, whatever the page is doing. */
export async function scan(page, ...codes) {
  for (const code of codes) {
    await page.keyboard.insertText(code);
    await page.keyboard.press("Enter");
  }
}

/** Where a page is, as `go` takes it. */
export const placeOf = (page) => new URL(page.url()).href.split("/console")[1];

/** Where the first finding of a search is explained. */
export async function findingPath(shown, search) {
  await shown.go(`/findings${search}`);
  const link = shown.page.locator("[role=row] a[href*='/finding?']").first();
  return (await link.getAttribute("href")).replace("/console", "");
}
