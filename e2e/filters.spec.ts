import { expect, type Page } from "@playwright/test";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { expectNoViolations } from "./accessibility";
import { testWithUpstream } from "./upstream";

type Call = {
  environment: string | null;
  plan: string;
  model: string;
  dollars: number;
  status?: number;
  finish?: string;
  country?: string;
};

/** 8 requests: 5 in production, 2 in staging, 1 untagged; 6 succeeded, 1 was refused, 1 failed. */
const CALLS: Call[] = [
  { environment: "production", plan: "free", model: "maker/small", dollars: 0.5 },
  { environment: "production", plan: "free", model: "maker/small", dollars: 0.02 },
  { environment: "production", plan: "pro", model: "maker/large", dollars: 0.5 },
  { environment: "production", plan: "pro", model: "maker/large", dollars: 0.005 },
  { environment: "production", plan: "pro", model: "maker/large", dollars: 0, status: 500 },
  { environment: "staging", plan: "free", model: "maker/small", dollars: 0.5 },
  { environment: "staging", plan: "pro", model: "maker/large", dollars: 0, status: 429 },
  { environment: null, plan: "free", model: "maker/small", dollars: 0.001, finish: "length", country: "DE" },
];

const withUpstream = testWithUpstream("FACET_UPSTREAM_OPENROUTER", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages, model } = JSON.parse(Buffer.concat(chunks).toString());
  const { dollars, status = 200, finish = "stop" }: Call = JSON.parse(messages[0].content);
  response.writeHead(status, { "content-type": "application/json" });
  if (status !== 200) return response.end(JSON.stringify({ error: { message: "out of order" } }));
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, cost: dollars };
  const choices = [{ index: 0, message: { role: "assistant", content: "ok" }, finish_reason: finish }];
  return response.end(JSON.stringify({ id: "gen-1", object: "chat.completion", model, choices, usage }));
});

async function send(facet: FacetProcess, call: Call) {
  const headers = new Headers({ "content-type": "application/json", "Helicone-Auth": `Bearer ${facet.key}` });
  if (call.environment !== null) headers.set("Helicone-Property-Environment", call.environment);
  headers.set("Helicone-Property-Plan", call.plan);
  if (call.country !== undefined) {
    headers.set("cf-ipcountry", call.country);
    headers.set("Helicone-Property-Country", "own");
  }
  const body = JSON.stringify({ model: call.model, messages: [{ role: "user", content: JSON.stringify(call) }] });
  const url = `${facet.gatewayUrl}/gateway/openrouter/api/v1/chat/completions`;
  await (await fetch(url, { method: "POST", headers, body })).text();
}

async function countRequests(facet: FacetProcess, query = ""): Promise<number> {
  const headers = { authorization: `Bearer ${facet.key}` };
  const response = await fetch(`${facet.dashboardUrl}/api/v1/requests?limit=100${query}`, { headers });
  return (await response.json()).data.length;
}

const test = withUpstream.extend<object, { seeded: FacetProcess }>({
  seeded: [
    async ({ facet }, use) => {
      for (const call of CALLS) await send(facet, call);
      await expect.poll(() => countRequests(facet), { timeout: 20_000 }).toBe(CALLS.length);
      await use(facet);
    },
    { scope: "worker" },
  ],
});

// Each walks through a whole story, on machines that may be slow.
test.describe.configure({ timeout: 120_000 });

const rows = (page: Page) => page.getByRole("row").filter({ hasText: "maker/" });
const input = (page: Page) => page.getByRole("combobox", { name: "Filter text" });
const option = (page: Page, name: string) => page.getByRole("option", { name, exact: true });
const chip = (page: Page, sentence: string) => page.getByRole("button", { name: `Edit filter: ${sentence}` });
const groups = (page: Page) => page.getByRole("dialog", { name: "Filter groups" });

/** Opens the page and waits until it listens to keys. */
async function open(page: Page, query = "") {
  await page.goto(`/requests${query}`);
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(input(page)).toBeFocused({ timeout: 500 });
  }).toPass();
}

test("types a filter; fields, operators and values complete it, counted under the other conditions", async ({
  page,
  seeded: _,
}) => {
  await open(page);
  await page.keyboard.type("env");
  await expect(option(page, "Environment environment:")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(input(page)).toHaveValue("environment:");
  await expect(option(page, "production 5")).toBeVisible();
  await expect(option(page, "is set :*")).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.type("prod");
  await expect(option(page, "production 5")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Environment is production")).toBeVisible();
  await expect(rows(page)).toHaveCount(5);

  await page.keyboard.type("cost>=1c plan:");
  await expect(option(page, "free 2")).toBeVisible();
  await expect(option(page, "pro 1")).toBeVisible();
  await page.keyboard.type("*");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Cost is at least $0.01")).toBeVisible();
  await expect(chip(page, "Plan is set")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveURL(/filter=property:environment:production\+cost%3E=0\.01\+property:plan:\*/);

  // Backspace makes the last chip text again, Escape leaves it as it was.
  await page.keyboard.press("Backspace");
  await expect(input(page)).toHaveValue("plan:*");
  await input(page).fill("-model:*large latency>0ms");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Character 8" })).toContainText("write *text*");
  await input(page).fill("-model:*large* latency<1h");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Model does not contain large (those without left out)")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Remove filter: Plan is set" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveCount(8);
});

test("filters by how calls ended and by cost of a kind; a property named like a field stays another one", async ({
  page,
  seeded: _,
}) => {
  await open(page);
  await page.keyboard.type("finish_reason:");
  await expect(option(page, "stop 5")).toBeVisible();
  await option(page, "length 1").click();
  await expect(chip(page, "Finish reason is length")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await input(page).fill("stream:no error:*order* status:5xx");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Error contains order")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await input(page).fill("cost_output>8c");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Output cost is more than $0.08")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Clear all" }).click();

  await input(page).fill("country");
  await expect(option(page, "Country country:")).toBeVisible();
  await option(page, "Country property:country:").click();
  await expect(input(page)).toHaveValue("property:country:");
  await option(page, "own 1").click();
  await expect(rows(page)).toHaveCount(1);
  await input(page).fill("country:DE stream:");
  await expect(option(page, "yes 0")).toBeVisible();
  await option(page, "no 1").click();
  await expect(page).toHaveURL(/filter=property:country:own\+country:DE\+stream:no/);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByPlaceholder("Filter by").fill("feedback");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "good 0" })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("option", { name: "bad 0" }).click();
  await expect(chip(page, "Feedback is bad")).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
});

test("says where a text cannot be read, and changes nothing until it can", async ({ page, seeded: _ }) => {
  await open(page);
  await page.keyboard.type("environment:production modle:maker* plan:free");
  await page.keyboard.press("Enter");
  const problem = page.getByRole("alert").filter({ hasText: "Character 24: unknown field modle: did you mean model?" });
  await expect(problem).toBeVisible();
  await expect(input(page)).toHaveAttribute("aria-invalid", "true");
  await expectNoViolations(page);
  await expect(page).toHaveURL(/\/requests$/);
  await expect(rows(page)).toHaveCount(8);
  await input(page).fill("environment:production model:maker* plan:free");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);

  // The same in the address: the text is there to be put right.
  await open(page, "?filter=property:environment:production+cost%3E%3Dmuch");
  await expect(page.getByRole("alert").filter({ hasText: "Character 39: expected a number" })).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await input(page).fill("environment:production cost>=$0.5");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);
});

test("builds groups with the mouse; text and chips are the same filter", async ({ page, seeded: _ }) => {
  await open(page, "?filter=property:plan:pro");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More about this filter" }).click();
  await page.getByRole("menuitem", { name: "Build groups" }).click();
  await groups(page).getByRole("button", { name: "Put into a group" }).click();
  await groups(page).getByRole("button", { name: "Add condition" }).first().click();
  await page.getByPlaceholder("Filter by").fill("cost");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Cost" }).fill("50c");
  await page.keyboard.press("Enter");
  await expect(groups(page).getByRole("button", { name: "Edit filter: Cost is more than $0.5" })).toBeVisible();
  await expectNoViolations(page);
  await groups(page).getByRole("button", { name: "Edit filter: Cost is more than $0.5" }).click();
  await page.getByRole("combobox", { name: "Condition", exact: true }).selectOption("is at least");
  await page.keyboard.press("Enter");
  await expect(chip(page, "Plan is pro or Cost is at least $0.5")).toBeVisible();
  await expect(rows(page)).toHaveCount(6);

  await groups(page).getByRole("button", { name: "Not" }).first().click();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(groups(page)).toBeHidden();
  await page.getByRole("button", { name: "More about this filter" }).click();
  await page.getByRole("menuitem", { name: "Edit as text" }).click();
  await expect(input(page)).toHaveValue("NOT (plan:pro OR cost>=0.5)");
  await input(page).fill('NOT (plan:pro OR cost>=0.5) -environment~"^prod(uction)?$"');
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(0);
  await expect(chip(page, "Environment does not match ^prod(uction)?$ (untagged left out)")).toBeVisible();
});

test("copies the filter for people, shells and programs, and recalls it", async ({ page, context, seeded }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "?filter=property:environment:production+-status:2xx&range=24h");
  await expect(rows(page)).toHaveCount(1);
  const copy = async (name: string) => {
    await page.getByRole("button", { name: "More about this filter" }).click();
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await page.getByRole("menuitem", { name }).click();
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).not.toBe("");
    return read();
  };
  expect(await copy("Copy URL")).toBe(page.url());
  const [, url = ""] = /'(http[^']+)'$/.exec(await copy("Copy as cURL")) ?? [];
  const headers = { authorization: `Bearer ${seeded.key}`, "content-type": "application/json" };
  expect((await (await fetch(url, { headers })).json()).data).toHaveLength(1);
  const body = await copy("Copy as REST body");
  const answer = await fetch(`${seeded.dashboardUrl}/api/v1/query`, { method: "POST", headers, body });
  expect((await answer.json()).data).toMatchObject([{ requests: 1 }]);

  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("-status:2xx");
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(8);
  await input(page).click();
  await option(page, "environment:production -status:2xx").click();
  await expect(rows(page)).toHaveCount(1);
});

test("shows requests over time by status and by value, zooms and goes back", async ({ page, seeded }) => {
  await open(page, "?range=24h");
  const strip = page.getByRole("region", { name: /^Requests over time/ });
  const bars = strip.getByRole("group", { name: /^Requests over time/ });
  await expect(strip.getByRole("list", { name: "Series" })).toHaveText(/2xx.*4xx.*5xx/);
  // The figures are those of the API, bucket by bucket.
  const answer = await page.request.get("/requests/volume?range=24h");
  const { buckets }: { buckets: { total: number }[] } = (await answer.json()).data;
  expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(await countRequests(seeded));
  const fullest = buckets.reduce((best, { total }, index) => (total > (buckets[best]?.total ?? 0) ? index : best), 0);
  const total = buckets[fullest]?.total ?? 0;
  await bars.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < fullest; step++) await page.keyboard.press("ArrowRight");
  await expect(strip).toContainText(`: ${total} request`);
  await expectNoViolations(page);

  await strip.getByRole("button", { name: "Requests by status" }).click();
  await page.getByPlaceholder("Requests by").fill("finish");
  await option(page, "Finish reason").click();
  await expect(strip.getByRole("list", { name: "Series" })).toHaveText(/stop.*length.*No finish reason/);
  await strip.getByRole("button", { name: "Requests by finish reason" }).click();
  await option(page, "Environment").click();
  await expect(strip.getByRole("list", { name: "Series" })).toHaveText(/production.*staging.*Untagged/);
  await expect(page).toHaveURL(/volume=property:environment/);
  await page.reload();
  const legend = strip.getByRole("list", { name: "Series" });
  await expect(legend).toHaveText(/production.*staging.*Untagged/);
  await legend.getByRole("button", { name: "staging" }).click();
  await expect(page).toHaveURL(/legend=staging/);
  await page.reload();
  await expect(legend.getByRole("button", { pressed: true })).toHaveText(["staging"]);
  await page.goBack();
  await expect(legend.getByRole("button", { name: "production", pressed: true })).toBeVisible();

  // Nothing was sent in the first hours of the day before: a zoom there is empty, and undone.
  await expect(rows(page)).toHaveCount(8);
  const box = await bars.boundingBox();
  if (box === null) throw new Error("the bars are not there");
  await page.mouse.move(box.x + box.width * 0.1, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();
  await expect(strip.getByRole("link", { name: "What changed?" })).toHaveAttribute("href", /from=.*metric=requests/);
  await strip.getByRole("button", { name: "Undo zoom" }).click();
  await expect(rows(page)).toHaveCount(8);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();
  await page.goto("/requests?volume=cost");
  await expect(strip.getByRole("alert")).toContainText("requests cannot be stacked by cost");
  await strip.getByRole("button", { name: "Show by status" }).click();
  await expect(bars).toBeVisible();
});

test("filters on a phone", async ({ page, seeded: _ }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "?filter=property:environment:production+(model:maker*+OR+cost%3E1)");
  await expect(rows(page)).toHaveCount(5);
  await page.keyboard.type("plan:");
  await option(page, "free 2").click();
  await expect(rows(page)).toHaveCount(2);
  await chip(page, "Model starts with maker or Cost is more than $1").click();
  await expect(groups(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page);
});
