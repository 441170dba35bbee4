import { expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { expectNoViolations } from "./accessibility";
import { test } from "./history";

// Each test walks through a whole story.
test.describe.configure({ timeout: 180_000 });

const totals = (page: Page) => page.getByRole("list", { name: "Totals" });

test("opens first, and teaches while there is nothing to show", async ({ page, facet: _ }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await expectNoViolations(page);
});

test("shows the figures of the range, each leading to where it comes from", async ({ page, history }) => {
  await page.goto(`/dashboard?${history.range}`);
  await expect(totals(page).getByRole("link", { name: /^Cost/ })).toContainText("$9.80");
  await expect(totals(page).getByRole("link", { name: /^Requests/ })).toContainText("980");
  await expect(totals(page).getByRole("link", { name: /^Average latency/ })).toContainText("800 ms");
  await expect(totals(page).getByRole("link", { name: /^Error rate/ })).toContainText("0.0 %");
  const feature = page.getByRole("region", { name: "Top values of Feature" });
  await expect(feature.getByRole("row")).toHaveText([/^Value/, "agent560$5.6057.1 %", "chat420$4.2042.9 %"]);
  await expect(page.getByRole("region", { name: "Top users" }).getByRole("row")).toHaveCount(5);
  await expect(page.getByRole("region", { name: "What changed since last week" })).toContainText("Feature = agent");
  await expectNoViolations(page);

  await feature.getByRole("link", { name: "$5.60" }).click();
  await expect(page).toHaveURL(/\/requests\?.*filter=property(%3A|:)feature(%3A|:)agent/);
  await expect(page.getByText("560 requests")).toBeVisible();
  await page.goBack();
  await totals(page)
    .getByRole("link", { name: /^Average latency/ })
    .click();
  await expect(page).toHaveURL(/\/properties\?.*metric=latency_avg/);
  await page.goto(`/dashboard?${history.range}&filter=model:nothing-like-it`);
  await expect(page.getByText("No request matches the filter", { exact: false })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Remove the filter" }).click();
  await expect(totals(page).getByRole("link", { name: /^Requests/ })).toContainText("980");
  await page.goto("/dashboard?filter=nonsense:1");
  await expect(page.getByText("The filter in the address cannot be read")).toBeVisible();
});

test("the frame comes at once when the requests cannot be read, and the figures when they can", async ({
  page,
  history,
}) => {
  const database = openDatabase(history.databaseUrl, { pool: 1, name: "lock" });
  await database.transaction(async (locked) => {
    await locked.execute(sql`lock table facts`);
    for (const path of ["/dashboard?range=all", "/properties?range=all", "/properties/cross-tab?range=all"]) {
      await page.goto(path, { waitUntil: "commit" });
      await expect(page.getByRole("combobox", { name: "Filter text" })).toBeVisible();
      await expect(page.getByRole("status", { name: /^Loading/ }).first()).toBeVisible();
    }
    await page.goto(`/dashboard?${history.range}`, { waitUntil: "commit" });
    await expect(page.getByRole("status", { name: "Loading totals" })).toBeVisible();
  });
  await expect(totals(page).getByRole("link", { name: /^Requests/ })).toContainText("980");
  await database.$client.end();
});

test("the command menu jumps to pages, properties and requests, by id too", async ({ page, history }) => {
  await page.goto(`/requests?${history.range}&filter=property:feature:agent`);
  await expect(page.getByText("560 requests")).toBeVisible();
  await page.keyboard.press("Control+k");
  const menu = page.getByRole("dialog", { name: "Search and jump" });
  await expect(menu.getByRole("option", { name: "Feature" })).toBeVisible();
  await expectNoViolations(page);
  await menu.getByRole("combobox").fill("dash");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\?.*filter=property(%3A|:)feature(%3A|:)agent/);

  await page.getByRole("button", { name: "Search and jump" }).first().click();
  await menu.getByRole("combobox").fill("feature");
  await expect(menu.getByRole("option", { name: "Feature" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/properties\?.*property=feature/);

  // A value leads to the requests that carry it, in the same range.
  await page.keyboard.press("Control+k");
  await menu.getByRole("combobox").fill("agen");
  // Nothing whose letters only happen to stand in that order.
  await expect(menu.getByRole("option", { name: /^(Feature|Dashboard)$/ })).toHaveCount(0);
  await menu.getByRole("option", { name: "Feature agent" }).click();
  await expect(page).toHaveURL(/\/requests\?.*filter=property(%3A|:)feature(%3A|:)agent/);
  await expect(page.getByText("560 requests")).toBeVisible();

  const headers = { authorization: `Bearer ${history.key}` };
  const listed = await (await fetch(`${history.dashboardUrl}/api/v1/requests?limit=1&range=all`, { headers })).json();
  await page.keyboard.press("Control+k");
  await menu.getByRole("combobox").fill(listed.data[0].id);
  await menu.getByRole("option").first().click();
  await expect(page).toHaveURL(new RegExp(`/requests\\?.*request=${listed.data[0].id}`));
  await expect(page.getByRole("dialog").filter({ hasText: "gpt-4o" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await menu.getByRole("combobox").fill("shortcuts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
