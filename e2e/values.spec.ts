import { expect, type Page } from "@playwright/test";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { expectNoViolations } from "./accessibility";
import { type PricedCall, sendPricedCalls, testWithPrices } from "./priced-calls";

const JOBS = 130;

const call = (environment: string, dollars: number, more: Partial<PricedCall> = {}): PricedCall => ({
  properties: [["Environment", environment]],
  dollars,
  ...more,
});

const CALLS: PricedCall[] = [
  call("production", 0.5, { user: "ada" }),
  call("production", 0.5, { user: "ada" }),
  call("production", 0.5, { user: "bob" }),
  call("staging", 0.125, { user: "ada" }),
  call("staging", 0.125),
  call("development", 0.0042),
  call("development", 0, { status: 500 }),
  { properties: [], dollars: 0.01 },
  ...Array.from({ length: JOBS }, (_, index): PricedCall => {
    const name = `job-${String(index).padStart(3, "0")}`;
    return {
      properties: [
        ["Environment", "batch"],
        ["Job", name],
      ],
      dollars: index / 1000,
    };
  }),
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

const table = (page: Page, name: string) => page.getByRole("region", { name: `Values of ${name}` });
const row = (page: Page, name: string) => page.getByRole("row", { name });
const card = (page: Page, name: string) => page.getByRole("region", { name: /^Totals/ }).getByRole("button", { name });

test("columns are chosen, kept in the address, and every figure is right", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=environment");
  await expect(row(page, "production")).toContainText(/3.*2\.2 %.*\$1\.50.*14\.\d %.*—.*\$0\.5000.*300.*60/);
  await expect(row(page, "All requests")).toContainText(/138.*100\.0 %/);
  await page.getByRole("button", { name: "Columns of the table" }).click();
  for (const name of ["Users", "Last seen", "Unpriced", "Latency p99"]) await page.getByLabel(name).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/figures=/);
  await page.reload();
  const heads = table(page, "Environment").getByRole("columnheader");
  for (const name of ["Users", "Last seen", "Unpriced", "p99"])
    await expect(heads.filter({ hasText: name })).toBeVisible();
  await expect(row(page, "production")).toContainText(/2\s*(just now|\d+ s ago|\d+ min ago)$/);
  await expect(row(page, "staging")).toContainText(/1\s*(just now|\d+ s ago|\d+ min ago)$/);
  await expect(row(page, "All requests")).toContainText(/2\s*(just now|\d+ s ago|\d+ min ago)$/);
  await heads.getByRole("button", { name: "Users" }).click();
  await expect(page).toHaveURL(/sort=-users/);
  await expect(page.getByRole("row").nth(1)).toContainText("production");
  await expectNoViolations(page);
});

test("selected values are compared alone, excluded, opened in Requests and shown all again", async ({
  page,
  seeded: _,
}) => {
  await page.goto("/properties?range=24h&property=environment");
  await page.getByRole("checkbox", { name: "Select production" }).check();
  await page.getByRole("checkbox", { name: "Select staging" }).check();
  const tools = page.getByRole("toolbar", { name: "Selected values" });
  await expect(tools).toContainText("2 selected");
  const opened = new URL(
    (await tools.getByRole("link", { name: "Open in Requests" }).getAttribute("href")) ?? "",
    page.url(),
  );
  expect(opened.searchParams.get("filter")).toBe("property:environment:production,staging");
  await expectNoViolations(page);
  await tools.getByRole("button", { name: "Compare only these" }).click();
  await expect(row(page, "All requests")).toContainText(/5.*100\.0 %.*\$1\.75/);
  await expect(row(page, "batch")).toHaveCount(0);
  await expect(card(page, "Requests")).toContainText("5");
  await expect(page.getByRole("list", { name: "Series" })).not.toContainText("batch");
  expect(new URL(page.url()).searchParams.get("filter")).toBe("property:environment:production,staging");
  await page.getByRole("button", { name: "Show all values" }).click();
  await expect(row(page, "All requests")).toContainText("138");

  await page.getByRole("checkbox", { name: "Select batch" }).check();
  await tools.getByRole("button", { name: "Exclude" }).click();
  await expect(row(page, "All requests")).toContainText(/7.*100\.0 %/);
  await page.goBack();
  await expect(row(page, "All requests")).toContainText("138");
});

test("pages through many values on the server; Other and Untagged reconcile on each", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=job");
  const pages = page.getByRole("navigation", { name: "Pages of values" });
  await expect(pages).toContainText("1 to 100 of 130 values");
  await expect(page.getByRole("row").nth(1)).toContainText("job-129");
  await expect(row(page, "Other values (30)")).toContainText(/30.*21\.\d %/);
  await expect(row(page, "Untagged")).toContainText(/8.*5\.\d %/);
  await expect(row(page, "All requests")).toContainText(/138.*100\.0 %/);
  await pages.getByRole("button", { name: "Next page" }).click();
  await expect(pages).toContainText("101 to 130 of 130 values");
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByRole("row").nth(1)).toContainText("job-029");
  await expect(row(page, "Other values (100)")).toContainText(/100.*72\.\d %/);
  await expect(row(page, "All requests")).toContainText(/138.*100\.0 %/);

  await table(page, "Job").getByRole("button", { name: "Value", exact: true }).click();
  await expect(page.getByRole("row").nth(1)).toContainText("job-000");
  await expect(page).not.toHaveURL(/page=2/);
  await page.getByLabel("Search values").fill("JOB-12");
  await expect(page.getByRole("row", { name: /^Select job-/ })).toHaveCount(10);
  await expect(row(page, "Untagged")).toHaveCount(0);
  await expect(row(page, "All requests")).toContainText("138");

  await page.goto("/properties?range=24h&property=job");
  const href = (await page.getByRole("link", { name: "Other values (30)" }).getAttribute("href")) ?? "";
  const filter = new URL(href, page.url()).searchParams.get("filter") ?? "";
  expect(filter).toMatch(/^-property:job:/);
  await page.goto(href);
  await expect(page.getByText(/^30 requests/)).toBeVisible();
});

test("exports every value with every figure, adding up to everything", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=job&sort=value");
  const href = await page.getByRole("link", { name: "Export all values as CSV" }).getAttribute("href");
  const response = await page.request.get(href ?? "");
  expect(response.headers()["content-disposition"]).toContain('filename="job.csv"');
  const [head = "", ...lines] = (await response.text()).trimEnd().split("\r\n");
  const names = head.split(",");
  const rows = lines.map((line) => new Map(line.split(",").map((cell, index) => [names[index], cell])));
  expect(rows).toHaveLength(JOBS + 1);
  const sum = (name: string) => rows.reduce((total, each) => total + Number(each.get(name)), 0);
  expect(sum("requests")).toBe(CALLS.length);
  expect(sum("cost")).toBeCloseTo(10.1492, 6);
  expect(sum("requests_share")).toBeCloseTo(1, 6);
  expect([rows[0]?.get("value"), rows[0]?.get("cost"), rows[0]?.get("input_tokens")]).toEqual(["job-000", "0", "100"]);
  expect([rows.at(-1)?.get("kind"), rows.at(-1)?.get("unpriced"), rows.at(-1)?.get("users")]).toEqual([
    "untagged",
    "0",
    "2",
  ]);
});

test("is usable on a phone, in the dark", async ({ page, seeded: _ }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/properties?range=24h&property=environment");
  await page.getByRole("checkbox", { name: "Select production" }).check();
  await expect(page.getByRole("toolbar", { name: "Selected values" })).toContainText("1 selected");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolations(page);
});
