import { expect, type Page } from "@playwright/test";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { expectNoViolations } from "./accessibility";
import { type PricedCall, sendPricedCalls, testWithPrices } from "./priced-calls";

const calls = (count: number, userType: string | null, feature: string | null): PricedCall[] =>
  Array.from({ length: count }, () => ({
    properties: [
      ...(userType === null ? [] : [["User-Type", userType] as [string, string]]),
      ...(feature === null ? [] : [["Feature", feature] as [string, string]]),
    ],
    dollars: feature === "spellcheck" ? 0.001 : 0.01,
  }));

const CALLS = [
  ...calls(6, "free", "spellcheck"),
  ...calls(2, "free", "chat"),
  ...calls(1, "free", null),
  ...calls(3, "paid", "spellcheck"),
  ...calls(9, "paid", "chat"),
  ...calls(1, null, "chat"),
];

const test = testWithPrices.extend<object, { seeded: FacetProcess }>({
  /** The product with CALLS in its database. */
  seeded: [
    async ({ facet }, use) => {
      await sendPricedCalls(facet, CALLS);
      await use(facet);
    },
    { scope: "worker" },
  ],
});

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const column = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });

test("do free users use spellcheck more than paid ones? Two clicks from the values", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=user-type");
  await page.getByRole("button", { name: "Cross with" }).click();
  await page.getByRole("option", { name: "Feature" }).click();
  await expect(page.getByRole("heading", { name: "Requests by User Type and Feature, last 24 hours" })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveText(["User Type", "chat", "spellcheck", "Untagged", "All"]);
  await expect(row(page, "paid")).toHaveText("paid975.0 %325.0 %—1254.5 %");
  await expect(row(page, "free")).toHaveText("free222.2 %666.7 %111.1 %940.9 %");
  await expect(row(page, "Untagged")).toHaveText("Untagged1100.0 %——14.5 %");
  await expect(row(page, "All")).toHaveText("All1254.5 %940.9 %14.5 %22100.0 %");
  await expect(
    page.getByText("chat makes up 75.0 % of paid’s requests and 22.2 % of free’s: 3.4 times as much."),
  ).toBeVisible();
  await expectNoViolations(page);

  const cell = page.getByRole("link", { name: "free, spellcheck: 6 requests; 66.7 % of free, 66.7 % of spellcheck" });
  await cell.hover();
  await expect(page.getByText("free, spellcheck: 6 requests; 66.7 % of free")).toBeVisible();
  await cell.click();
  await expect(page).toHaveURL(/\/requests\?/);
  const opened = new URL(page.url()).searchParams;
  expect([opened.get("filter"), opened.get("range")]).toEqual([
    "property:user-type:free property:feature:spellcheck",
    "24h",
  ]);
  await expect(page.getByText(/^6 requests/)).toBeVisible();
  await page.goBack();
  await expect(row(page, "free")).toBeVisible();
  await page.getByRole("link", { name: "free, Untagged: 1 request;" }).click();
  await expect(page.getByText(/^1 request/)).toBeVisible();
});

test("shows any figure, any share, any order and any dimension, all of it in the address", async ({
  page,
  seeded: _,
}) => {
  await page.goto("/properties/cross-tab?range=24h&rows=property:user-type&by=property:feature");
  await page.getByRole("button", { name: "Share: of its row" }).click();
  await page.getByRole("menuitemradio", { name: "of its column" }).click();
  await expect(row(page, "free")).toHaveText(/222\.2 %|216\.7 %/);
  await expect(row(page, "free")).toContainText("66.7 %");
  await expect(page).toHaveURL(/share=column/);

  await page.getByRole("columnheader", { name: "spellcheck" }).getByRole("button").click();
  await expect(column(page, "spellcheck")).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("rowheader")).toHaveText(["free", "paid", "Untagged", "All"]);
  await page.getByRole("rowheader", { name: "free" }).getByRole("button").click();
  await expect(page.getByRole("columnheader")).toHaveText(["User Type", "spellcheck", "chat", "Untagged", "All"]);

  await page.getByRole("button", { name: "Figure: Requests" }).click();
  await page.getByRole("menuitemradio", { name: "Cost per request" }).click();
  await expect(row(page, "free")).toHaveText("free$0.01002 req$0.00106 req$0.01001 req$0.00409 req");
  await expect(row(page, "All")).toContainText("$0.0063");
  await expect(page.getByRole("button", { name: /^Share/ })).toHaveCount(0);
  await page.reload();
  await expect(row(page, "free")).toContainText("$0.0040");
  await expectNoViolations(page);

  await page.getByRole("button", { name: "Swap rows and columns" }).click();
  await expect(page.getByRole("rowheader")).toHaveText(["chat", "spellcheck", "Untagged", "All"]);
  await page.getByRole("button", { name: /^Columns: User Type/ }).click();
  await page.getByRole("option", { name: "Status" }).click();
  await expect(page.getByRole("columnheader")).toHaveText(["Feature", "200", "All"]);
  await page.goBack();
  await expect(page.getByRole("columnheader").nth(1)).toHaveText(/free|paid/);
});

test("says what cannot be read or is not there, and fits a phone in the dark", async ({ page, seeded: _ }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/properties/cross-tab?range=24h&rows=property:feature&by=model");
  await expect(row(page, "chat")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolations(page);
  await page.goto("/properties/cross-tab?rows=latency");
  await expect(page.getByText("latency cannot be in rows")).toBeVisible();
  await page.goto("/properties/cross-tab?rows=model&by=model");
  await expect(page.getByText("Rows and columns are the same.")).toBeVisible();
  await page.goto("/properties/cross-tab?range=24h&rows=model&by=status&filter=user:nobody");
  await expect(page.getByText("No request matches the filter, last 24 hours")).toBeVisible();
  await expectNoViolations(page);
});

test("a property is renamed, described, hidden, and all of it taken back", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=feature");
  await page.getByRole("navigation", { name: "Views of properties" }).getByRole("link", { name: "Manage" }).click();
  await expect(page.getByText("2 of 16 slots are held")).toBeVisible();
  await expect(page.getByRole("row", { name: "Feature" })).toContainText("Yes, with pairs");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Edit Feature" }).click();
  await page.getByLabel("Name of feature").fill("Product area");
  await page.getByLabel("Description").fill("Where in the product the call is made");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: "Product area" })).toContainText("Where in the product the call is made");

  await page.getByRole("button", { name: "Hide Product area" }).click();
  await expect(page.getByText("Product area is hidden")).toBeVisible();
  await expect(page.getByRole("row", { name: "Product area" })).toContainText("hidden");
  await page.getByRole("navigation", { name: "Views of properties" }).getByRole("link", { name: "Overview" }).click();
  const list = page.getByRole("list", { name: "Properties" });
  await expect(list).toContainText("User Type");
  await expect(list).not.toContainText("Product area");

  await page.goto("/properties/manage");
  await page.getByRole("button", { name: "Show Product area" }).click();
  await expect(page.getByText("Product area is shown again.")).toBeVisible();
  await page.getByRole("button", { name: "Edit Product area" }).click();
  await page.getByLabel("Name of feature").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: "Feature" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: "Product area" })).toBeVisible();
});
