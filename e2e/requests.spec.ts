import { expect, type Locator, type Page } from "@playwright/test";
import { expectNoViolations } from "./accessibility";
import { send, testWithToldCalls } from "./told-calls";

const HOSTILE = `<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>`;

const test = testWithToldCalls;

test.describe.configure({ mode: "serial" });

/** Presses a key until it has its effect: the page may be seen before it listens. */
async function pressUntil(page: Page, key: string, effect: () => Promise<void>) {
  await expect(async () => {
    await page.keyboard.press(key);
    await effect();
  }).toPass();
}

const header = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
const rows = (page: Page) => page.getByRole("row").filter({ hasText: "gpt-4o" });
const chip = (page: Page, sentence: string) => page.getByRole("button", { name: `Edit filter: ${sentence}` });

test("waits for the first request with a snippet, and turns into its row by itself", async ({ page, facet }) => {
  await page.goto("/requests");
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await expect(page.getByText(`${facet.gatewayUrl}/gateway/openai/v1`).first()).toBeVisible();
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await send(facet, { text: "first" }, { Environment: "development" });
  await expect(rows(page)).toHaveCount(1, { timeout: 20_000 });
  await expect(header(page, "Environment")).toBeVisible();
});

test("shows newer requests by themselves, with the column of a new property", async ({ page, facet }) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(1);
  await send(facet, { text: "second" }, { Environment: "production", "User-Type": "free" });
  await send(facet, { text: "limited", status: 429 }, { Environment: "production" });
  await send(facet, { text: "hostile", answer: HOSTILE, stream: true }, { Environment: "staging", status: "own" });
  await send(facet, { text: "unknown" }, { Environment: "staging" }, "gpt-4o-nobody-knows");
  await expect(header(page, "User Type")).toBeVisible({ timeout: 20_000 });
  await expect(rows(page)).toHaveCount(5, { timeout: 20_000 });
  // A property named like a built-in field is a column of its own.
  await expect(header(page, "Status")).toHaveCount(2);
  await expect(page.getByRole("row").filter({ hasText: "429" })).toContainText("Rate limit reached");
  await expect(page.getByRole("row").filter({ hasText: "gpt-4o-nobody-knows" })).toContainText("unpriced");
  await expect(page.getByRole("row").filter({ hasText: "second" })).toContainText("$0.00045");
  await expectNoViolations(page);
});

test("says what in the address it does not know, a request that is gone included", async ({ page }) => {
  await page.goto("/requests?order=price&columns=cost,model");
  const notice = page.getByRole("status").filter({ hasText: "order=price" });
  await expect(notice).toContainText("the newest requests come first");
  await expect(notice).toContainText("columns=cost,model");
  await expect(rows(page)).toHaveCount(5);
  await expectNoViolations(page);
  await notice.getByRole("button", { name: "Remove" }).click();
  await expect(page).not.toHaveURL(/order|columns/);
  await expect(notice).toHaveCount(0);

  await page.goto("/requests?request=0190a000-0000-7000-8000-000000000000");
  const panel = page.getByRole("dialog");
  await expect(panel.getByText("Request not found")).toBeVisible();
  await expect(panel.getByRole("button")).toHaveCount(1);
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toHaveCount(0);
});

test("keeps hidden columns hidden from the first paint on", async ({ page }) => {
  await page.goto("/requests");
  await pressUntil(page, "c", () =>
    expect(page.getByRole("dialog", { name: "Columns" })).toBeVisible({ timeout: 500 }),
  );
  await page.getByRole("textbox", { name: "Search columns" }).fill("env");
  await page.getByRole("checkbox", { name: "Environment" }).uncheck();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(header(page, "Environment")).toHaveCount(0);
  const html = await (await page.request.get("/requests")).text();
  const painted = [...html.matchAll(/<th [^>]*title="([^"]*)"/g)].map(([, title]) => title);
  expect(painted).toContain("User Type");
  expect(painted).not.toContain("Environment");

  await page.reload();
  await expect(header(page, "User Type")).toBeVisible();
  await expect(header(page, "Environment")).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "Hide all" }).click();
  await expect(page.getByRole("columnheader")).toHaveCount(1);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(header(page, "Environment")).toHaveCount(1);
});

test("filters by properties and numbers; the URL says it all", async ({ page }) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(5);
  await pressUntil(page, "/", () =>
    expect(page.getByRole("combobox", { name: "Filter text" })).toBeFocused({ timeout: 500 }),
  );
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByPlaceholder("Filter by").fill("env");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "staging 2" })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("option", { name: "staging" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("option", { name: "development" }).click();
  await page.keyboard.press("Escape");
  await expect(chip(page, "Environment is staging or development")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Cost", exact: true }).click();
  await page.getByRole("textbox", { name: "Cost" }).fill("0.0001");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Cost is more than $0.0001")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await page.goForward();
  await expect(rows(page)).toHaveCount(2);

  await chip(page, "Environment is staging or development").click();
  await page.getByRole("combobox", { name: "Condition" }).selectOption("is not");
  await page.keyboard.press("Escape");
  await expect(chip(page, "Environment is not staging nor development (untagged left out)")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveCount(5);
  await expect(page).toHaveURL(/\/requests$/);
});

/** Drags with the mouse, as a person does: in steps. */
async function drag(page: Page, from: Locator, to: { x: number; y: number }, at?: { x: number; y: number }) {
  await from.hover({ position: at });
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

const names = (page: Page) => page.getByRole("columnheader").allInnerTexts();

test("moves, resizes and pins columns with mouse and keyboard; the URL carries the layout", async ({
  page,
  browser,
}) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(5);
  const [model, cost] = [header(page, "Model"), header(page, "Cost")];
  await expect(async () => {
    const target = await model.boundingBox();
    await drag(page, cost, { x: (target?.x ?? 0) + 8, y: (target?.y ?? 0) + 10 });
    expect((await names(page)).slice(1, 4)).toEqual(["Status", "Cost", "Model"]);
  }).toPass();
  await cost.getByRole("button").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(async () => (await names(page)).slice(1, 3)).toEqual(["Cost", "Status"]);
  await expect(cost.getByRole("button")).toBeFocused();

  const before = (await model.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const edge = before.x + before.width;
  await drag(page, model, { x: edge + 97, y: before.y + 10 }, { x: before.width - 3, y: 10 });
  await expect.poll(async () => (await model.boundingBox())?.width).toBe(before.width + 100);
  await model.getByRole("button").focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect.poll(async () => (await model.boundingBox())?.width).toBe(before.width + 84);

  await header(page, "Latency").getByRole("button").click({ button: "right" });
  await expect(page.getByRole("dialog", { name: "Column Latency" })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Pin to the left" }).click();
  await expect.poll(async () => (await names(page)).slice(1, 3)).toEqual(["Latency", "Cost"]);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("textbox", { name: "Search columns" }).fill("country");
  await page.getByRole("checkbox", { name: "Country" }).check();
  await page.getByText("Comfortable").click();
  await page.keyboard.press("Escape");
  await expect(header(page, "Country")).toBeVisible();
  await expect(page).toHaveURL(/columns=[^&]*country/);

  // Another person, with no layout of their own, sees the same; so does this one without the URL.
  const stranger = await browser.newPage();
  await stranger.goto(page.url());
  await expect(header(stranger, "Country")).toBeVisible();
  expect(await names(stranger)).toEqual(await names(page));
  await stranger.close();
  await page.goto("/requests");
  await expect(header(page, "Country")).toBeVisible();
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBe(40);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(header(page, "Country")).toHaveCount(0);
});

test("sorts, moves and resizes columns by touch, from the menu that a tap opens", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(5);
  // A property is called that too.
  const status = page.locator("th[data-column=status]");
  const menu = page.getByRole("dialog", { name: "Column Status" });
  const open = async () => {
    // The page may be seen before it listens.
    await expect(async () => {
      await status.getByRole("button").tap();
      await expect(menu).toBeVisible({ timeout: 2_000 });
    }).toPass();
  };
  const names = async () => (await page.getByRole("columnheader").allTextContents()).slice(1, 3);
  const width = async () => (await status.boundingBox())?.width ?? 0;
  expect(await names()).toEqual(["Status", "Model"]);
  await open();
  await expectNoViolations(page);
  const before = await width();
  await menu.getByRole("button", { name: "Wider" }).tap();
  await menu.getByRole("button", { name: "Wider" }).tap();
  await menu.getByRole("button", { name: "Narrower" }).tap();
  await expect.poll(width).toBe(before + 32);
  await menu.getByRole("button", { name: "Move right" }).tap();
  await expect(menu).toHaveCount(0);
  await expect.poll(names).toEqual(["Model", "Status"]);
  await expect(page).toHaveURL(/columns=/);
  await page.locator("th[data-column=time]").getByRole("button").tap();
  await page.getByRole("button", { name: "Oldest first" }).tap();
  await expect(page.locator("th[data-column=time]")).toHaveAttribute("aria-sort", "ascending");
  await context.close();
});

test("sorts by cost and latency in both directions; the unpriced come last", async ({ page }) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(5);
  const latencies = async () =>
    (
      await page
        .locator("tbody span[title$=' ms']")
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""))
    ).map((title) => Number(title.replace(/[, ms]/g, "")));
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "First token" }).uncheck();
  await page.keyboard.press("Escape");
  for (const [order, sorted] of [
    ["-latency", "descending"],
    ["latency", "ascending"],
  ] as const) {
    await header(page, "Latency").getByRole("button").click();
    await expect(page).toHaveURL(new RegExp(`order=${order}(&|$)`));
    await expect(header(page, "Latency")).toHaveAttribute("aria-sort", sorted);
    await expect
      .poll(async () => {
        const found = await latencies();
        return found.every(
          (latency, index) => (latency - (found[index - 1] ?? latency)) * (order === "latency" ? 1 : -1) >= 0,
        );
      })
      .toBe(true);
  }
  for (const sorted of ["descending", "ascending"]) {
    await header(page, "Cost").getByRole("button").click();
    await expect(header(page, "Cost")).toHaveAttribute("aria-sort", sorted);
    await expect(rows(page).last()).toContainText("unpriced");
    // What was refused costs nothing, and that is known.
    await expect(rows(page).first()).toContainText(sorted === "descending" ? "$0.00045" : "429");
  }
  await expectNoViolations(page);
  await header(page, "Cost").getByRole("button").click();
  await expect(page).not.toHaveURL(/order=/);
  await page.goBack();
  await expect(header(page, "Cost")).toHaveAttribute("aria-sort", "ascending");
});

test("narrows to a value, or excludes it, from its cell", async ({ page }) => {
  await page.goto("/requests");
  await page.getByRole("button", { name: "production" }).first().click();
  await page.getByRole("button", { name: "Only this" }).click();
  await expect(chip(page, "Environment is production")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "free" }).click();
  await page.getByRole("button", { name: "Exclude" }).click();
  await expect(chip(page, "User Type is not free (untagged left out)")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Remove “User Type is not free" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "free" }).click();
  await page.getByRole("link", { name: "Open in Properties" }).click();
  await expect(page).toHaveURL(/\/properties\?.*property=user-type/);
  await expect(page).toHaveURL(/filter=property:environment:production/);
});

test("shows a notice and no rows when the URL cannot be read", async ({ page }) => {
  await page.goto("/requests?filter=property:environment");
  await expect(page.getByRole("alert").filter({ hasText: "The filter in the address cannot be read" })).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Remove the filter" }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.goto("/requests?range=yesterday");
  await expect(
    page.getByRole("alert").filter({ hasText: "The time range in the address cannot be read" }),
  ).toBeVisible();
  const refused = await page.request.get("/requests/rows?filter=bogus");
  expect(refused.status()).toBe(400);
});

test("opens a request by keyboard; what it says stays text", async ({ page }) => {
  await page.goto("/requests?order=oldest");
  await expect(rows(page)).toHaveCount(5);
  // k stops at the first row.
  await pressUntil(page, "k", () => expect(rows(page).first().getByRole("link")).toBeFocused({ timeout: 500 }));
  for (let press = 0; press < 3; press++) await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel).toContainText(HOSTILE);
  await expect(page).toHaveURL(/request=/);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await expect(panel.getByRole("row", { name: /^Input/ })).toContainText("1,000");
  await expect(panel.getByRole("row", { name: /^Total/ })).toContainText("$0.00045");
  await expectNoViolations(page);
  await panel.getByRole("tab", { name: "Raw response" }).click();
  await expect(panel).toContainText("data: [DONE]");
  await page.keyboard.press("k");
  await expect(panel).toContainText("The provider answered with status 429.");
  await expect(panel).toContainText("Not billed: the provider answered with an error");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "429" }).getByRole("link")).toBeFocused();
  await page.goBack();
  await expect(panel).toBeVisible();
});

test("is usable on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/requests?filter=property:environment:production,staging");
  await expect(rows(page)).toHaveCount(4);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await rows(page).first().getByText("gpt-4o").first().waitFor();
  await page.getByRole("button", { name: "Open navigation" }).click();
  await expect(page.getByRole("link", { name: "Properties" })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("dialog")).toContainText("Environment");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("holds new requests back from whoever reads, and shows them to whoever does not", async ({ page, facet }) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(5);
  await expect(page.getByRole("button", { name: "Pause live requests" })).toContainText("Live");
  await rows(page).nth(2).hover();
  await send(facet, { text: "under the pointer" });
  await send(facet, { text: "and another" });
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  await expect(rows(page)).toHaveCount(5);
  await expectNoViolations(page);
  await page.getByRole("heading", { name: "Requests" }).hover();
  await expect(rows(page)).toHaveCount(7);
  await expect(page.getByText("7 requests", { exact: true })).toBeVisible();
  await expect(rows(page).first()).toContainText("and another");

  await page.getByRole("button", { name: "Pause live requests" }).click();
  await page.getByRole("heading", { name: "Requests" }).hover();
  await send(facet, { text: "while paused" });
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(rows(page).first()).toContainText("while paused");

  // Selected by keyboard, one by one and all; what is selected is for bulk edits and exports.
  await pressUntil(page, "k", () => expect(rows(page).first().getByRole("link")).toBeFocused({ timeout: 500 }));
  await page.keyboard.press("x");
  await expect(rows(page).first().getByRole("checkbox", { name: "Select this request" })).toBeChecked();
  await page.getByRole("checkbox", { name: "Select the loaded requests" }).click();
  await expect(page.getByRole("checkbox", { name: "Select this request", checked: true })).toHaveCount(8);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Select the row");
});

test("loads more while scrolling, each request once", async ({ page, facet }) => {
  const texts = Array.from({ length: 200 }, (_, index) => `n${index}`);
  for (let start = 0; start < texts.length; start += 20) {
    await Promise.all(texts.slice(start, start + 20).map((text) => send(facet, { text }, { Batch: "many" })));
  }
  const query = "/requests?filter=property:batch:many";
  await expect.poll(async () => (await (await page.request.get(query.replace("?", "/count?"))).json()).count).toBe(200);
  await page.goto(query);
  await expect(page.getByText("200 requests", { exact: true })).toBeVisible();
  // Once: over rows that come and go a hover may scroll sideways to find a place that stays.
  await page.getByRole("table").hover();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const text of await rows(page).allInnerTexts()) seen.add(/"text":"(n\d+)"/.exec(text)?.[1] ?? text);
        await page.mouse.wheel(0, 400);
        return seen.size;
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(200);
});
