import { expect } from "@playwright/test";
import { expectNoViolations } from "./accessibility";
import { test } from "./history";

// Each test walks through a whole story.
test.describe.configure({ timeout: 180_000 });

test("names the planted cause first, with parts that add up, and leads on", async ({ page, history }) => {
  await page.goto(`/properties?${history.range}`);
  await page.getByRole("link", { name: "What changed?" }).click();
  await expect(page.getByRole("heading", { name: "Cost rose by $4.20, from $5.60 to $9.80." })).toBeVisible();
  const change = page.getByRole("region", { name: "The change", exact: true });
  await expect(change.getByRole("definition").filter({ hasText: "$" })).toHaveText(["+$4.20", "$0.00", "$0.00"]);
  const findings = page.getByRole("list", { name: "What stands out" }).getByRole("listitem");
  await expect(findings.first()).toContainText("Feature = agent explains 100 % of +$4.20: 4.0 times the calls.");
  const feature = page.getByRole("region", { name: "Feature", exact: true });
  await expect(feature.getByRole("row", { name: /^agent/ })).toContainText("+$4.20");
  await expect(feature.getByRole("row", { name: /^Together/ })).toContainText("+$4.20");
  await expectNoViolations(page);

  await findings.first().getByRole("link", { name: "Only this" }).click();
  await expect(page).toHaveURL(/filter=property(%3A|:)feature(%3A|:)agent/);
  await expect(page.getByRole("heading", { name: "Cost rose by $4.20, from $1.40 to $5.60." })).toBeVisible();
  await page.goBack();
  await findings.first().getByRole("link", { name: "Requests" }).click();
  await expect(page).toHaveURL(/\/requests\?.*filter=property(%3A|:)feature(%3A|:)agent/);
  await expect(page.getByText("560 requests")).toBeVisible();
});

test("a stretch marked in a chart by keys leads there in one step, with its metric and the filter", async ({
  page,
  history,
}) => {
  const filter = "filter=property:environment:production";
  await page.goto(`/properties?${history.range}&property=feature&metric=requests&${filter}`);
  const chart = page.getByRole("group", { name: /^Requests by Feature/ });
  await chart.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  const third = new Date(history.from.getTime() + 2 * 86_400_000).toISOString();
  await expect(page).toHaveURL(({ searchParams }) => searchParams.get("to") === third);
  await page.getByRole("toolbar", { name: "Chart" }).getByRole("link", { name: "What changed?" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Requests rose by 120, from 160 to 280." })).toBeVisible();
  await expect(page).toHaveURL(/what-changed\?.*filter=property(%3A|:)environment(%3A|:)production.*metric=requests/);
});

test("says that nothing stands out where nothing does, and what it cannot compare", async ({ page, history }) => {
  await page.goto(`/properties/what-changed?${history.range}&filter=property:feature:chat&metric=requests`);
  await expect(page.getByText("Nothing stands out")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Requests did not change: 420 in both periods." })).toBeVisible();
  await page.getByRole("button", { name: "Average latency" }).click();
  await expect(page).toHaveURL(/metric=latency/);
  await expect(page.getByText("Average latency did not change: 800 ms in both periods.")).toBeVisible();

  await page.getByRole("button", { name: "the period before" }).click();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "The same time a day earlier" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "These two periods overlap" })).toBeVisible();
  await page.getByRole("button", { name: "the same time a day earlier" }).click();
  await page.getByRole("button", { name: "The same time a week earlier" }).click();
  await expect(page.getByText("Nothing stands out")).toBeVisible();
  await page.goto(`/properties/what-changed?${history.range}&base=yesterday`);
  await expect(page.getByText("The period to compare with cannot be read")).toBeVisible();
});
