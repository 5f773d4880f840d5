// A headless Chromium, and what every page in it must keep to: no error, no request beside its own file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.REPORT_MODULES}/`);
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// The last ones keep Chromium itself from looking for the network.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const PHONE = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true };
export const SMALL_PHONE = { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true };
export const DARK = { colorScheme: "dark" };

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** Opens a file, lets `use` have the page, and checks that nothing went wrong meanwhile. */
export async function withPage(browser, file, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  await use(page);
  assert.deepEqual(faults, []);
  assert.deepEqual(requests.filter((request) => request.split("#")[0] !== url), []);
  await context.close();
}

/** What axe finds that is serious or worse: "rule: element". */
export async function accessibilityFaults(page) {
  // Through the protocol, which no Content-Security-Policy stops.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** The texts of a column of a table's body. */
export function columnOf(table, column) {
  return table.locator(`tbody tr > :nth-child(${column})`).allInnerTexts();
}
