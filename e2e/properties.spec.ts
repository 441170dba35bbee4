import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { expectNoViolations } from "./accessibility";
import { type PricedCall, sendPricedCalls, testWithPrices } from "./priced-calls";

const call = (environment: string | null, dollars: number, more: Partial<PricedCall> = {}): PricedCall => ({
  properties: environment === null ? [] : [["Environment", environment]],
  dollars,
  ...more,
});

const CALLS: PricedCall[] = [
  call("production", 0.5),
  call("production", 0.5),
  call("production", 0.5),
  call("staging", 0.125),
  {
    properties: [
      ["Environment", "staging"],
      ["Team", "search"],
    ],
    dollars: 0.125,
  },
  call("development", 0.0042),
  call("development", 0, { status: 500 }),
  call(null, 0.01),
];

/** So many of CALLS come before the moment `middle`. */
const BEFORE = 4;

const test = testWithPrices.extend<object, { seeded: FacetProcess & { middle: Date } }>({
  /** The product with CALLS in its database. */
  seeded: [
    async ({ facet }, use) => {
      await sendPricedCalls(facet, CALLS.slice(0, BEFORE));
      const middle = new Date();
      await sendPricedCalls(facet, CALLS.slice(BEFORE), CALLS.length);
      await use({ ...facet, middle });
    },
    { scope: "worker" },
  ],
});

const card = (page: Page, name: string) => page.getByRole("region", { name: /^Totals/ }).getByRole("button", { name });
const row = (page: Page, name: string) => page.getByRole("row", { name });

// Each walks through a whole story, on machines that may be slow.
test.describe.configure({ timeout: 120_000 });

test("says how to tag a call while nothing is tagged", async ({ page, facet }) => {
  await page.goto("/properties");
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await expect(page.getByText(`export FACET_API_KEY=${facet.key}`)).toBeVisible();
  await expect(page.getByText(`${facet.gatewayUrl}/gateway/openai/v1`).first()).toBeVisible();
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page);
  for (const view of ["cross-tab", "what-changed"]) {
    await page.goto(`/properties/${view}`);
    await expect(page.getByRole("link", { name: "Send the first request" })).toBeVisible();
    await expectNoViolations(page);
  }
  await page.goto("/properties/manage");
  await expectNoViolations(page);
  await page.getByRole("link", { name: "How to tag one" }).click();
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
});

test("shows cost, volume, latency and errors by value, all adding up", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h");
  await expect(page.getByRole("heading", { name: "Cost by Environment, last 24 hours" })).toBeVisible();
  await expect(card(page, "Total cost")).toContainText("$1.76");
  // The figures are there before the page can react.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await card(page, "Total cost").hover();
    await expect(page.getByRole("tooltip")).toContainText("$1.7642", { timeout: 1_000 });
  }).toPass();
  await expect(card(page, "Error rate")).toContainText("12.5 %");

  await expect(row(page, "production")).toContainText(/3.*37\.5 %.*\$1\.50.*85\.0 %.*\$0\.5000.*300.*60/);
  await expect(row(page, "staging")).toContainText(/2.*25\.0 %.*\$0\.2500.*14\.2 %/);
  await expect(row(page, "development")).toContainText(/2.*25\.0 %.*\$0\.0042.*50\.0 %/);
  await expect(row(page, "Untagged")).toContainText(/1.*12\.5 %.*\$0\.0100.*0\.6 %/);
  await expect(row(page, "All requests")).toContainText(/8.*100\.0 %.*\$1\.76/);
  await expectNoViolations(page);

  await page.getByRole("button", { name: "View as table" }).click();
  const chart = page.getByRole("region", { name: "Cost by Environment" }).getByRole("table");
  await expect(chart.getByRole("columnheader")).toHaveText([
    "Time",
    "production",
    "staging",
    "development",
    "Untagged",
    "Total",
  ]);
  await expect(chart).toContainText("$1.76");
  await expectNoViolations(page);
});

test("a card changes the chart and asks for nothing else", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h");
  await expect(page.getByRole("heading", { name: "Cost by Environment, last 24 hours" })).toBeVisible();
  await expect(page).toHaveURL(/property=environment/);
  await expect(row(page, "production")).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const answers = () => asked.filter((path) => path.startsWith("/properties"));
  await card(page, "Average latency").click();
  await expect(page.getByRole("heading", { name: "Average latency by Environment, last 24 hours" })).toBeVisible();
  await page.getByRole("button", { name: "View as table" }).click();
  const chart = page.getByRole("region", { name: "Average latency by Environment" }).getByRole("table");
  await expect(chart.getByRole("columnheader").last()).toHaveText("All requests");
  // Not the last one: an hour may have begun since the calls.
  await expect(chart.getByRole("row", { name: /\d ms/ }).first()).toBeVisible();
  await card(page, "Total cost").click();
  await expect(page.getByRole("heading", { name: "Cost by Environment, last 24 hours" })).toBeVisible();
  expect(answers()).toEqual(["/properties/chart"]);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Average latency by Environment, last 24 hours" })).toBeVisible();
});

test("keeps metric, property, order and search in the address", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h");
  await card(page, "Requests").click();
  await expect(page.getByRole("heading", { name: "Requests by Environment, last 24 hours" })).toBeVisible();
  await expect(page).toHaveURL(/metric=requests/);

  await page.getByRole("button", { name: "Error rate", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Error rate" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("row").nth(1)).toContainText("development");

  await page.getByLabel("Search values").fill("STAG");
  await expect(page.getByRole("row", { name: "production" })).toHaveCount(0);
  await expect(page).toHaveURL(/search=STAG/);
  await page.reload();
  await expect(row(page, "staging")).toBeVisible();
  await expect(page.getByRole("row", { name: "production" })).toHaveCount(0);

  await page.getByLabel("Search values").fill("nowhere");
  await expect(page.getByText("No value contains “nowhere”.")).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Search values")).not.toHaveValue("nowhere");
});

test("the chart is drawn before any script runs, and Recharts draws the same", async ({ page, browser, seeded }) => {
  const bars = (where: Page, selector: string) =>
    where.locator(`main ${selector}`).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  const path = "/properties?property=environment&range=24h";
  const unscripted = await browser.newPage();
  await unscripted.route("**/*.js", (route) => route.abort());
  await unscripted.goto(`${seeded.dashboardUrl}${path}`);
  await expect(unscripted.locator("main svg > g > g > rect").first()).toBeVisible();
  const pictured = await bars(unscripted, "svg > g > g > rect");
  await unscripted.close();
  await page.goto(path);
  await expect(page.locator(".recharts-bar-rectangle path").first()).toBeVisible();
  const drawn = await bars(page, ".recharts-bar-rectangle path");
  expect(pictured.length).toBeGreaterThan(3);
  expect(drawn).toHaveLength(pictured.length);
  for (const [index, { x, y, width, height }] of drawn.entries()) {
    expect(Math.abs(x - (pictured[index]?.x ?? 0))).toBeLessThan(1);
    expect(Math.abs(y - (pictured[index]?.y ?? 0))).toBeLessThan(1);
    expect(Math.abs(width - (pictured[index]?.width ?? 0))).toBeLessThan(1);
    expect(Math.abs(height - (pictured[index]?.height ?? 0))).toBeLessThan(1);
  }
  // Both at once would draw the axes' words twice.
  await expect(page.locator("main svg > g > g > rect")).toHaveCount(0);
});

test("the list searches keys and values, sorts, and keeps what is pinned on top", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h");
  const list = page.getByRole("list", { name: "Properties", exact: true });
  await expect(list.getByRole("button", { name: /^Environment/ })).toContainText("87.5 % · 7 req");
  await expect(list.getByRole("button", { name: /^Environment/ })).toContainText("3 values · $1.75");
  await expect(list.getByRole("button", { name: /^Team/ })).toContainText("12.5 % · 1 req");
  await expect(list.getByRole("button", { name: /^(Environment|Team)/ }).first()).toContainText("Environment");
  await list.getByRole("button", { name: "Pin Team" }).click();
  await expect(list.getByRole("button", { name: /^(Environment|Team)/ }).first()).toContainText("Team");
  await page.reload();
  await expect(list.getByRole("button", { name: /^(Environment|Team)/ }).first()).toContainText("Team");
  await expect(list.getByRole("button", { name: "Pin Team" })).toHaveAttribute("aria-pressed", "true");
  await list.getByRole("button", { name: "Pin Team" }).click();
  await expect(list.getByRole("button", { name: /^(Environment|Team)/ }).first()).toContainText("Environment");
  await page.getByRole("button", { name: /^Sort the list/ }).click();
  await page.getByRole("menuitemradio", { name: "Number of values" }).click();
  await expect(page).toHaveURL(/list=values/);
  await expectNoViolations(page);

  await page.getByLabel("Search properties and values").fill("stag");
  await expect(list.getByRole("button", { name: /^Team/ })).toHaveCount(0);
  await list.getByRole("button", { name: "staging" }).click();
  await expect(page).toHaveURL(/property=environment/);
  await expect(page.getByLabel("Search values")).toHaveValue("staging");
});

test("cards say what changed since the period before, and each chooses the chart", async ({ page, seeded }) => {
  const from = seeded.middle.toISOString();
  const to = new Date(seeded.middle.getTime() + 3_600_000).toISOString();
  // The range runs on until as much of it has passed as the calls before it took.
  await expect(async () => {
    await page.goto(`/properties?property=environment&from=${from}&to=${to}`);
    await expect(card(page, "Requests")).toContainText("0.0 %", { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(card(page, "Total cost")).toContainText("−91.4 %");
  await expect(card(page, "Cost per request")).toContainText("$0.0348");
  await expect(card(page, "Error rate")).toContainText(/25\.0 %.*new.*1 failed/);
  await expect(card(page, "Tokens")).toContainText(/360.*−25\.0 %.*300 in, 60 out/);
  await page.getByRole("group", { name: "Latency as" }).getByRole("button", { name: "p95" }).click();
  await expect(page.getByRole("heading", { name: /^Latency p95 by Environment/ })).toBeVisible();
  await expect(card(page, "Latency p95")).toContainText(/\d ms/);
  const sort = page.getByRole("button", { name: "± cost" });
  const values = page.getByRole("row", { name: /^Select (?!all)/ });
  await sort.click();
  await expect(page).toHaveURL(/sort=-cost_change/);
  // What is gone has a row now, and leads to its requests of the period before.
  await expect(values).toHaveText([/development.*new/, /staging.*0\.0 %/, /production.*0.*gone/]);
  await expect(row(page, "All requests")).toContainText("−91.4 %");
  await expectNoViolations(page);
  await sort.click();
  await expect(values).toHaveText([/production.*gone/, /staging/, /development/]);
  const before = await page.getByRole("link", { name: "production" }).getAttribute("href");
  await card(page, "Tokens").click();
  await expect(page.getByRole("heading", { name: /^Total tokens by Environment/ })).toBeVisible();
  await expect(card(page, "Latency p95")).toContainText(/\d ms/);
  await expectNoViolations(page);
  await page.goto(before ?? "");
  await expect(page.getByText(/^3 requests/)).toBeVisible();
});

test("the chart changes its buckets, compares with the period before and zooms by drag", async ({
  page,
  seeded: _,
}) => {
  await page.goto("/properties?range=7d&property=environment&metric=requests");
  const chart = page.getByRole("group", { name: /^Requests by Environment/ });
  await expect(page.getByText(/^One day per bar/)).toBeVisible();
  await page.getByRole("button", { name: "Granularity: Auto (day)" }).click();
  await page.getByRole("menuitemradio", { name: "Hour" }).click();
  await expect(page.getByText(/^One hour per bar/)).toBeVisible();
  await expect(page).toHaveURL(/granularity=hour/);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("Period before")).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^One hour per bar/)).toBeVisible();
  await expect(page.getByText("Period before")).toBeVisible();
  await expectNoViolations(page);

  const box = await chart.boundingBox();
  if (box === null) throw new Error("the chart has no place");
  await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 12, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole("button", { name: "Undo zoom" })).toBeVisible();
  const asked = page.getByRole("toolbar", { name: "Chart" }).getByRole("link", { name: "What changed?" });
  await expect(asked).toHaveAttribute("href", /what-changed\?.*from=.*to=.*metric=requests/);
  await expect(chart).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/from=/);
  await expect(page.getByRole("button", { name: "Undo zoom" })).toHaveCount(0);
});

test("the chart is had as figures and as a picture, in colours that stay", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&property=environment&metric=requests");
  const figures = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the chart" }).click();
  await page.getByRole("menuitem", { name: "Figures as CSV" }).click();
  const text = await readFile(await (await figures).path(), "utf8");
  expect(text.split("\r\n")[0]).toBe("time,production,development,staging,Untagged,total");
  const sums = text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => Number(line.split(",").at(-1)));
  expect(sums.reduce((sum, count) => sum + count, 0)).toBe(CALLS.length);
  await expect(page.getByRole("menu")).toHaveCount(0);
  const picture = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the chart" }).click();
  await page.getByRole("menuitem", { name: "Picture as PNG" }).click();
  const png = await readFile(await (await picture).path());
  expect(png.subarray(1, 4).toString()).toBe("PNG");

  const color = (name: string) =>
    page.getByRole("list", { name: "Series" }).getByRole("button", { name }).locator("span").first();
  const before = await color("staging").getAttribute("style");
  await page.goto("/properties?range=7d&property=environment&metric=cost&filter=-property:environment:production");
  await expect(color("staging")).toHaveAttribute("style", before ?? "");
});

test("reads the chart by keyboard and isolates a value by its legend", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=7d&metric=requests");
  const chart = page.getByRole("group", { name: /^Requests by Environment/ });
  await chart.focus();
  await page.keyboard.press("End");
  await expect(chart.locator("[aria-live]")).toContainText("production 3");
  await expect(chart.locator("[aria-live]")).toContainText("total 8");
  await expect(chart.getByText("still running")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(chart.getByText("still running")).toHaveCount(0);

  const legend = page.getByRole("list", { name: "Series" });
  await legend.getByRole("button", { name: "staging" }).click();
  await expect(legend.getByRole("button", { name: "staging" })).toHaveAttribute("aria-pressed", "true");
  await expect(legend.getByRole("button", { name: "production" })).toHaveAttribute("aria-pressed", "false");
  await expect(page).toHaveURL(/legend=staging/);
  await legend.getByRole("button", { name: "staging" }).click();
  await expect(legend.getByRole("button", { name: "production" })).toHaveAttribute("aria-pressed", "true");
  await legend.getByRole("button", { name: "production" }).click({ modifiers: ["Alt"] });
  await legend.getByRole("button", { name: "Untagged" }).press("Delete");
  const pressed = (name: string) => legend.getByRole("button", { name, pressed: true });
  await expect(legend.getByRole("button", { pressed: true })).toHaveCount(2);
  // Whoever opens the address sees the same, and another metric is of the same series.
  await page.reload();
  await expect(legend.getByRole("button", { pressed: true })).toHaveText(["development", "staging"]);
  await card(page, "Total cost").click();
  await expect(page.getByRole("heading", { name: /^Cost by Environment/ })).toBeVisible();
  await expect(legend.getByRole("button", { pressed: true })).toHaveText(["staging", "development"]);
  await page.goBack();
  await page.goBack();
  await expect(pressed("Untagged")).toBeVisible();
  await page.goForward();
  await expect(pressed("Untagged")).toHaveCount(0);
});

test("a value opens its requests with filter and range kept", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&filter=status:2xx");
  await expect(card(page, "Requests")).toContainText("7");
  await page.getByRole("link", { name: "development" }).click();
  await expect(page).toHaveURL(/\/requests\?/);
  const url = new URL(page.url());
  expect(url.searchParams.get("range")).toBe("24h");
  expect(url.searchParams.get("filter")).toBe("status:2xx property:environment:development");
});

test("says what to take away when nothing matches or the address cannot be read", async ({ page, seeded: _ }) => {
  await page.goto("/properties?range=24h&filter=model:nothing-like-it");
  await expect(page.getByText("No request matches the filter, last 24 hours")).toBeVisible();
  // Old figures are dimmed for as long as new ones are under way.
  await expect(() => expectNoViolations(page)).toPass();
  await page.getByRole("button", { name: "Remove the filter" }).click();
  await expect(row(page, "production")).toBeVisible();

  await page.goto("/properties?range=24h&property=nobody-sent-this");
  await expect(page.getByText("No request carries a property named “nobody-sent-this”")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Show Environment" }).click();
  await expect(row(page, "production")).toBeVisible();

  await page.goto("/properties/what-changed?range=24h&filter=model:nothing-like-it");
  await expect(page.getByText("No request matches the filter", { exact: false })).toBeVisible();

  await page.goto("/properties?filter=nosuchfield:1");
  await expect(page.getByText("The filter in the address cannot be read")).toBeVisible();
  await expect(card(page, "Total cost")).toHaveCount(0);
  await expectNoViolations(page);
});

test("offers the same on a phone and in the dark", async ({ page, seeded: _ }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/properties?range=24h");
  await expect(page.getByLabel("Property", { exact: true })).toHaveValue("environment");
  await expect(row(page, "production")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolations(page);
});

test("settings rename the project and set the zone that days are cut in", async ({ page, facet }) => {
  await page.goto("/settings");
  await expect(page.getByText(`${facet.gatewayUrl}/gateway/anthropic`, { exact: true })).toBeVisible();
  await expect(page.getByText("Running")).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("Name", { exact: true }).fill("Support bot");
  await page.getByRole("button", { name: /Reporting time zone/ }).click();
  await page.getByPlaceholder("Search a city or zone").fill("kolkata");
  await page.getByRole("option", { name: /Kolkata/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.goto("/properties?range=24h");
  await expect(page.getByText(/One hour per bar, in Asia\/Kolkata \(UTC\+5:30\)/)).toBeVisible();
  await expect(page.getByText("Support bot").first()).toBeVisible();
});
