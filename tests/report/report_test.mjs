// The report page in a real browser. Environment: PKG_PYVENV, the command; REPORT_MODULES, a directory with playwright-core and axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityFaults, columnOf, DARK, launch, PHONE, SMALL_PHONE, withPage } from "./browser.mjs";
import { largeBuild, reportOf, smallBuild } from "./builds.mjs";

let browser;
let small;
before(async () => {
  browser = await launch();
  small = reportOf(smallBuild());
});
after(() => browser.close());

function testPage(name, options, use) {
  test(name, () => withPage(browser, small, options, use));
}

const place = (page) => page.locator(".trail").innerText().then((text) => text.replaceAll(/\s+/g, " "));
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
const tile = (page, name) => page.locator(".tile").filter({ has: page.locator(".name").getByText(name, { exact: true }) }).first();
// One that holds others is itself at the top.
const open = (page, name) => tile(page, name).click({ position: { x: 10, y: 8 } });

testPage("the head and the table of layers sum up", {}, async (page) => {
  assert.equal(await page.title(), "app_tar – layers");
  assert.equal(await page.locator("#summary").innerText(), "3 layers · 10 files · 60.3 MB of content · 61.3 MB in a registry");
  const table = page.locator("#layers table");
  assert.deepEqual(await columnOf(table, 1), ["interpreter", "external", "main"]);
  assert.deepEqual(await columnOf(table, 2), ["21.0 MB", "40.0 MB", "300 kB"]);
  assert.deepEqual(await columnOf(table, 4), ["20.0 MB", "40.1 MB", "200 kB"]);
});

testPage("the map is walked by mouse: layer, distribution, directory, and back", {}, async (page) => {
  await open(page, "external");
  assert.equal(await place(page), "All layers external");
  await open(page, "big 2.0");
  assert.equal(await place(page), "All layers external big 2.0");
  await open(page, "big");
  assert.equal(await place(page), "All layers external big 2.0 big");
  await page.locator(".trail button", { hasText: "external" }).click();
  assert.equal(await place(page), "All layers external");
  await page.locator("#sections a", { hasText: "Files" }).click();
  assert.equal(await place(page), "All layers external", "a link to a section leaves the map as it is");
  await page.goBack();
  await page.goBack();
  assert.equal(await place(page), "All layers external big 2.0 big");
  await page.goBack();
  assert.equal(await place(page), "All layers external big 2.0");
});

testPage("a file in the map leads to its line in the table", {}, async (page) => {
  await open(page, "external");
  await open(page, "big 2.0");
  await open(page, "data.bin");
  assert.equal(await page.locator("#files input").inputValue(), "app.runfiles/pip_big/site-packages/big/data.bin");
  assert.deepEqual(await columnOf(page.locator("#files table"), 4), ["5.00 MB"]);
});

testPage("the map is walked by keyboard, and the focus stays where the reader is", {}, async (page) => {
  await page.locator(".switch button").last().focus();
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^external 40\.1 MB, 66\.5 % of All layers$/);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".board")), null, "the map is one stop");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  assert.match(await focused(page), /^external 40\.1 MB, 66\.5 % of All layers$/);
  await page.keyboard.press("Enter");
  assert.equal(await place(page), "All layers external");
  assert.equal(await page.locator("#announcer").innerText(), "external: 40.1 MB in 6 files");
  assert.match(await focused(page), /^big 2\.0 35\.1 MB, /);
  await page.keyboard.press("Backspace");
  assert.equal(await place(page), "All layers");
  assert.match(await focused(page), /^external 40\.1 MB, 66\.5 % of All layers$/);
});

testPage("arrow keys go to the tile in their direction", {}, async (page) => {
  const boxOf = () => page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
  await tile(page, "external").focus();
  const start = await boxOf();
  await page.keyboard.press("ArrowRight");
  const right = await boxOf();
  assert.ok(right.left > start.left);
  await page.keyboard.press("ArrowLeft");
  assert.ok((await boxOf()).left < right.left);
  await page.keyboard.press("ArrowDown");
  assert.ok((await boxOf()).top > start.top);
});

testPage("another width is filled, and the focus stays", {}, async (page) => {
  await tile(page, "interpreter").focus();
  const before = await page.locator(".tile").first().boundingBox();
  await page.setViewportSize({ width: 700, height: 900 });
  await page.waitForFunction((width) => document.querySelector(".tile").getBoundingClientRect().width !== width, before.width);
  assert.match(await focused(page), /^interpreter /);
});

testPage("the map has a table with the same", {}, async (page) => {
  await page.locator(".switch button", { hasText: "Table" }).click();
  const table = page.locator("#map table");
  assert.deepEqual(await columnOf(table, 1), ["external", "interpreter", "main"]);
  assert.deepEqual(await columnOf(table, 2), ["40.1 MB", "20.0 MB", "200 kB"]);
  await table.getByRole("button", { name: "external" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await place(page), "All layers external");
  assert.deepEqual(await columnOf(page.locator("#map table"), 1), ["big 2.0", "little 1.0"]);
  assert.equal(await focused(page), "big 2.0");
});

testPage("what a change pushes follows from the layers", {}, async (page) => {
  const costs = await page.locator(".costs .bytes").allInnerTexts();
  // main; external (little is named by no link); external and main, whose link names big's version; interpreter; all.
  assert.deepEqual(costs.map((text) => text.split(/\s+/).slice(0, 2).join(" ")), ["300 kB", "40.0 MB", "40.3 MB", "21.0 MB", "61.3 MB"]);
  const table = page.locator("#push table");
  assert.deepEqual(await columnOf(table, 1), ["big 2.0", "Python 3.11", "little 1.0", "_main"]);
  assert.deepEqual(await columnOf(table, 3), ["40.3 MB", "21.0 MB", "40.0 MB", "300 kB"]);
});

testPage("files are searched, filtered and sorted", {}, async (page) => {
  const table = page.locator("#files table");
  const state = page.locator("#files .state");
  assert.match((await columnOf(table, 1))[0], /engine\.so/);
  await page.locator("#files input").pressSequentially("BIN little");
  await state.filter({ hasText: "1 found in 10 files" }).waitFor();
  assert.deepEqual(await columnOf(table, 2), ["little"]);
  await page.locator("#files input").fill("nowhere");
  await state.filter({ hasText: "None found in 10 files." }).waitFor();
  await page.locator("#files input").fill("");
  await state.filter({ hasText: /^10 files$/ }).waitFor();
  await page.locator("#files select").selectOption({ label: "main" });
  assert.deepEqual(await columnOf(table, 3), ["main"]);
  await page.locator("#files select").selectOption({ label: "All layers" });

  const bytes = table.getByRole("columnheader", { name: "Bytes" });
  assert.equal(await bytes.getAttribute("aria-sort"), "descending");
  await bytes.getByRole("button").click();
  assert.equal(await bytes.getAttribute("aria-sort"), "ascending");
  assert.deepEqual((await columnOf(table, 4)).slice(0, 3), ["1.00 kB", "1.00 kB", "50.0 kB"]);
  await table.getByRole("columnheader", { name: "File" }).getByRole("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await bytes.getAttribute("aria-sort"), null);
  const names = await columnOf(table, 1);
  assert.match(names[0], /^app\.py/);
  assert.match(names.at(-1), /^os\.py/);
});

testPage("duplicates do not count hard links", {}, async (page) => {
  assert.match(await page.locator("#duplicates p").first().innerText(), /^5\.00 MB, 8\.3 % of the content, .* 0 B of it in files that several layers have\. 1 hard link /);
  const row = page.locator("#duplicates tbody tr");
  assert.equal(await row.count(), 1);
  await row.locator("summary").click();
  assert.deepEqual(await row.locator("li").allInnerTexts(), ["app.runfiles/pip_little/site-packages/little/data.bin"]);
  assert.equal(await page.locator("#files .tag").count(), 1);
});

test("a previous build is compared with", async () => {
  const file = reportOf(smallBuild(), smallBuild("1.0"));
  await withPage(browser, file, {}, async (page) => {
    assert.equal(await page.locator("#comparison p").first().innerText(), "To push: 40.3 MB of 61.3 MB, 2 of 3 layers.");
    const [layers, components, changes] = await page.locator("#comparison table").all();
    assert.deepEqual((await columnOf(layers, 2)).sort(), ["changed", "changed", "the same"]);
    assert.deepEqual(await columnOf(components, 1), ["big 1.0 → 2.0"]);
    assert.equal(await changes.locator("tbody tr").count(), 5, "engine.so, and METADATA and the link to it under new names");
    await page.locator("#comparison input").fill("engine");
    await page.locator("#comparison .state").filter({ hasText: "1 found in 5 changes" }).waitFor();
    assert.deepEqual(await columnOf(changes, 2), ["changed"]);
    assert.deepEqual(await accessibilityFaults(page), []);
  });
});

test("the same build again has nothing to push", async () => {
  await withPage(browser, reportOf(smallBuild(), smallBuild()), {}, async (page) => {
    assert.equal(await page.locator("#comparison p").first().innerText(), "Every layer is as it was: there is nothing to push.");
  });
});

test("whatever a file is called is text", async () => {
  const names = ["</script><img src=x onerror=alert(1)>", "<b>bold</b>", "a\nb\"'&amp;", "\u2028\u202e.py"];
  const entries = names.map((name, i) => ({ path: `app.runfiles/_main/${name.replaceAll("/", "∕")}`, size: 1000 * (i + 1) }));
  entries.push({ path: "app.runfiles/_main/</script><img src=x onerror=alert(1)>", size: 500 });
  const layers = { main: { size: 10_000, digest: "</script><img src=x onerror=alert(1)>", entries } };
  await withPage(browser, reportOf(layers, { main: { size: 1, entries: [] } }), {}, async (page) => {
    assert.equal(await page.locator("img, b").count(), 0);
    assert.equal(await page.locator("#files tbody tr").count(), 5);
    const cells = await page.locator("#files tbody th").evaluateAll((all) => all.map((cell) => cell.textContent));
    assert.ok(cells.some((text) => text.startsWith("<b>bold<∕b>")), cells.join());
    await open(page, "main");
    await open(page, "_main");
    await page.locator(".switch button", { hasText: "Table" }).click();
    assert.equal(await page.locator("img, b").count(), 0);
  });
});

test("layers without a file, and no layer with bytes", async () => {
  await withPage(browser, reportOf({ main: { size: 1024, entries: [] } }), {}, async (page) => {
    assert.equal(await page.locator("#map .empty").innerText(), "There are no bytes here.");
    assert.equal(await page.locator("#files .state").innerText(), "None found in 0 files.");
    assert.deepEqual(await accessibilityFaults(page), []);
  });
});

for (const [name, options] of Object.entries({ "light desktop": {}, "dark desktop": DARK, "light phone": PHONE, "dark small phone": { ...SMALL_PHONE, ...DARK } })) {
  testPage(`${name}: no serious fault of accessibility, nothing wider than the screen`, options, async (page) => {
    const check = async (where) => {
      assert.deepEqual(await accessibilityFaults(page), [], where);
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= screen, `${where}: ${content} > ${screen}`);
    };
    await check("all layers");
    await open(page, "external");
    await check("a layer");
    await page.locator(".switch button", { hasText: "Table" }).click();
    await check("as a table");
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.equal(background.every((channel) => channel < 64), options.colorScheme === "dark");
  });
}

test("100,000 files", async () => {
  const file = reportOf(largeBuild(100_000));
  await withPage(browser, file, {}, async (page) => {
    assert.match(await page.locator("#summary").innerText(), /100,000 files/);
    const elements = await page.evaluate(() => document.querySelectorAll("*").length);
    assert.ok(elements < 5000, `${elements} elements`);
    await page.locator("#files input").fill("module_98765.py");
    await page.locator("#files .state").filter({ hasText: "1 found in 100,000 files" }).waitFor();
    await page.locator("#files input").fill("module_1");
    await page.locator("#files .state").filter({ hasText: "1–15 of" }).waitFor();
    const [first] = await columnOf(page.locator("#files table"), 1);
    await page.locator("#files").getByRole("button", { name: "Next" }).click();
    assert.notEqual((await columnOf(page.locator("#files table"), 1))[0], first);
    await page.locator("#files thead button").first().click();
    assert.match((await columnOf(page.locator("#files table"), 1))[0], /^module_1/);
    await open(page, "external");
    assert.ok((await page.locator(".tile").count()) > 50);
    assert.deepEqual(await accessibilityFaults(page), []);
  });
});
