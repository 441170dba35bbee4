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
].map((call, index) => ({ ...call, user: ["Ada", "ada"][index] }));

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

  // What stands in details crosses as well, and a cell of it opens its requests.
  await page.goto("/properties/cross-tab?range=24h&rows=property:feature&by=finish_reason");
  await expect(page.getByRole("columnheader")).toHaveText(["Feature", "stop", "All"]);
  await page.getByRole("button", { name: /^Columns: Finish reason/ }).click();
  await page.getByRole("option", { name: "Streamed" }).click();
  await expect(page.getByRole("columnheader")).toHaveText(["Feature", "no", "All"]);
  await page.getByRole("link", { name: "chat, no: 12 requests" }).click();
  await expect(page.getByText(/^12 requests/)).toBeVisible();
  expect(new URL(page.url()).searchParams.get("filter")).toBe("property:feature:chat stream:no");
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

test("values and properties are merged, read as one everywhere, and as before when that is undone", async ({
  page,
  seeded: _,
}) => {
  const table = "/properties/cross-tab?range=24h&rows=property:user-type&by=property:feature";
  await page.goto("/properties/manage");
  await page.getByRole("button", { name: "Merge User Type" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Merge User Type" });
  const value = dialog.getByRole("combobox", { name: "Value", exact: true });
  await value.fill("fre");
  await expect(page.getByRole("listbox", { name: "Values for Value" }).getByRole("option")).toHaveText(["free9"]);
  await expectNoViolations(page);
  // Escape shuts the list, not the dialog; arrows and Enter choose.
  await value.press("Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await value.press("ArrowDown");
  await value.press("Enter");
  await expect(value).toHaveValue("free");
  await dialog.getByLabel("Read as").fill("pai");
  await page.getByRole("option", { name: "paid" }).click();
  await expect(dialog.getByLabel("Read as")).toHaveValue("paid");
  await dialog.getByLabel("Read as").press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Merge User Type" })).toBeFocused();
  const merges = page.getByRole("region", { name: "Merges" });
  await expect(merges.getByRole("listitem")).toContainText(["Value of User Typefreepaid"]);
  await expectNoViolations(page);
  await page.goto(table);
  await expect(page.getByRole("rowheader")).toHaveText(["paid", "Untagged", "All"]);
  await expect(row(page, "paid")).toHaveText("paid1152.4 %942.9 %14.8 %2195.5 %");
  await expect(row(page, "All")).toHaveText("All1254.5 %940.9 %14.5 %22100.0 %");
  await page.goto("/requests?range=24h&filter=property:user-type:free");
  await expect(page.getByText(/^21 requests/)).toBeVisible();

  await page.goto("/properties/manage");
  await merges.getByRole("button", { name: "Undo the merge of free into paid" }).press("Enter");
  await expect(page.getByText("free is no longer merged into paid.")).toBeVisible();
  await expect(merges.getByRole("listitem")).toHaveCount(0);
  await page.goto(table);
  await expect(row(page, "free")).toHaveText("free222.2 %666.7 %111.1 %940.9 %");

  await page.goto("/properties/manage");
  await page.getByRole("button", { name: "Merge Feature" }).click();
  await page.getByLabel("The whole property").check();
  await page.getByLabel("Read Feature as").selectOption("User Type");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByRole("row", { name: "Feature" })).toContainText("merged into user-type");
  // Where a request carries both, the property merged into counts: only one had a Feature alone.
  await page.goto("/properties/cross-tab?range=24h&rows=property:feature&by=status");
  await expect(page.getByRole("rowheader")).toHaveText(["paid", "free", "chat", "All"]);
  await expect(row(page, "chat")).toContainText("14.5 %");
  await page.goto("/properties/manage");
  await page.getByRole("button", { name: "Undo the merge of Feature into User Type" }).click();
  await expect(merges.getByRole("listitem")).toHaveCount(0);
});

test("values of Model and User are merged like those of a property", async ({ page, seeded: _ }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/properties/manage");
  const merge = async (name: string, typed: string, value: RegExp, into: string) => {
    await page.getByRole("button", { name }).press("Enter");
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog.getByRole("radio")).toHaveCount(0);
    await dialog.getByRole("combobox", { name: "Value", exact: true }).fill(typed);
    await page.getByRole("option", { name: value }).click();
    await dialog.getByLabel("Read as").fill(into);
    await expectNoViolations(page);
    await dialog.getByLabel("Read as").press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name })).toBeFocused();
  };
  await merge("Merge models", "mini", /^openai\/gpt-4o-mini/, "Small one");
  await merge("Merge users", "ad", /^Ada/, "ada");
  const rules = page.getByRole("region", { name: "Merges" }).getByRole("listitem");
  await expect(rules).toHaveText(["Value of Modelopenai/gpt-4o-miniSmall oneUndo", "Value of UserAdaadaUndo"]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page);

  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("/properties/cross-tab?range=24h&rows=model&by=user");
  await expect(page.getByRole("columnheader")).toHaveText(["Model", "ada", "No user", "All"]);
  await expect(row(page, "Small one")).toHaveText("Small one29.1 %2090.9 %22100.0 %");
  // Links by an old name still work, and what is found has the new one.
  await page.goto("/requests?range=24h&filter=model:openai/gpt-4o-mini%20user:Ada");
  await expect(page.getByText(/^2 requests/)).toBeVisible();
  await expect(page.getByRole("cell", { name: "Small one" })).toHaveCount(2);

  await page.goto("/properties/manage");
  await page.getByRole("button", { name: "Undo the merge of openai/gpt-4o-mini into Small one" }).press("Enter");
  await expect(rules).toHaveCount(1);
  await page.getByRole("button", { name: "Undo the merge of Ada into ada" }).click();
  await expect(rules).toHaveCount(0);
  await page.goto("/properties/cross-tab?range=24h&rows=model&by=user");
  await expect(page.getByRole("columnheader")).toHaveText(["Model", "Ada", "ada", "No user", "All"]);
  await expect(row(page, "openai/gpt-4o-mini")).toContainText("22");
});

test("a property is renamed, described, hidden, and all of it taken back", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=feature");
  await page.getByRole("navigation", { name: "Views of properties" }).getByRole("link", { name: "Manage" }).click();
  await expect(page.getByText("2 of 16 slots are held")).toBeVisible();
  await expect(page.getByRole("row", { name: "Feature" })).toContainText("Yes, with pairs");
  await expect(page.getByRole("button", { name: /a slot$/ })).toHaveCount(0);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Edit Feature" }).click();
  await page.getByLabel("Name of feature").fill("Product area");
  await page.getByLabel("Description").fill("Where in the product the call is made");
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expect(page.getByRole("button", { name: "Save" })).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: "Product area" })).toContainText("Where in the product the call is made");
  await expect(page.getByRole("button", { name: "Edit Product area" })).toBeFocused();

  await page.getByRole("button", { name: "Keep values of Product area" }).click();
  const keep = page.getByRole("dialog", { name: "How long values of Product area are kept" });
  await keep.getByLabel("Days").fill("30");
  await expect(keep).toContainText("Its values are deleted from all requests older than 30 days");
  await expect(keep.getByRole("button", { name: "Delete older values" })).toBeDisabled();
  await keep.getByLabel("Delete older values of Product area for good").check();
  await expectNoViolations(page);
  await keep.getByRole("button", { name: "Delete older values" }).click();
  await expect(page.getByRole("row", { name: "Product area" })).toContainText("values kept 30 days");
  await page.getByRole("button", { name: "Keep values of Product area" }).click();
  await keep.getByLabel("Days").fill("");
  await keep.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: "Product area" })).not.toContainText("values kept");

  await page.getByRole("button", { name: "Hide Product area" }).click();
  await expect(page.getByText("Product area is hidden")).toBeVisible();
  await expect(page.getByRole("row", { name: "Product area" })).toContainText("hidden");
  await expect(page.getByRole("button", { name: "Show Product area" })).toBeFocused();
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

test("a property without a slot is given that of another", async ({ page, seeded }) => {
  const headers = { authorization: `Bearer ${seeded.key}` };
  const listed = await page.request.get("/api/v1/requests?limit=1", { headers });
  const [{ id }] = (await listed.json()).data;
  const more = Array.from({ length: 16 }, (_, index) => [`Team ${String(index + 1).padStart(2, "0")}`, "x"]);
  const data = { properties: Object.fromEntries(more) };
  expect((await page.request.patch(`/api/v1/requests/${id}`, { headers, data })).ok()).toBe(true);
  await page.goto("/properties/manage");
  await expect(page.getByText("16 of 16 slots are held")).toBeVisible();
  await page.getByRole("button", { name: "Give Team 16 a slot" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Give Team 16 a fast slot" });
  await expect(dialog.getByRole("button", { name: "Give it a slot" })).toBeDisabled();
  await dialog.getByLabel("All slots are held. Take that of").selectOption("Team 01");
  await expect(dialog).toContainText("Team 01 works as before, only slower");
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "Take it from Team 01" }).click();
  await expect(page.getByRole("row", { name: "Team 16" })).toContainText("waits for its slot");
  await expect(page.getByRole("row", { name: "Team 01" })).toContainText("moving out");
  await expect(page.getByText("16 of 16 slots are held")).toBeVisible();
  await expect(page.getByRole("button", { name: "Give Team 15 a slot" })).toBeDisabled();
  await expectNoViolations(page);
});
