import { expect, type Page } from "@playwright/test";
import OpenAI from "openai";
import { testWithUpstream } from "./upstream";

/** gpt-4o-mini at $0.15 and $0.60 per million tokens: 1,000 in and 500 out cost $0.00045. */
const COST = 0.00045;

/** An OpenAI-shaped provider: every chat completion costs 1,000 input and 500 output tokens. */
const test = testWithUpstream("FACET_UPSTREAM_OPENAI", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { model, messages } = JSON.parse(Buffer.concat(chunks).toString());
  const message = { role: "assistant", content: `Corrected: ${messages.at(-1).content}` };
  const answer = {
    id: "chatcmpl-e2e",
    object: "chat.completion",
    created: 1_763_600_000,
    model,
    choices: [{ index: 0, finish_reason: "stop", message }],
    usage: { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 },
  };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
});

// The cookbook is one story: each use case goes on from what the one before has sent.
test.describe.configure({ mode: "serial" });

type Facet = { dashboardUrl: string; gatewayUrl: string; key: string };

/** One call as the cookbook makes it: the real SDK, its base URL changed, properties as extra headers. */
async function ask(facet: Facet, headers: Record<string, string>): Promise<void> {
  const client = new OpenAI({
    baseURL: `${facet.gatewayUrl}/gateway/openai/v1`,
    apiKey: "sk-e2e",
    defaultHeaders: { "Helicone-Auth": `Bearer ${facet.key}` },
  });
  const answer = await client.chat.completions.create(
    { model: "gpt-4o-mini", messages: [{ role: "user", content: "Teh quick brown fox" }] },
    { headers },
  );
  expect(answer.choices[0]?.message.content).toBe("Corrected: Teh quick brown fox");
}

/** The same figures through REST: `{value: [requests, cost]}`, untagged as null. */
async function askRest(facet: Facet, dimension: string, filter?: object): Promise<Map<unknown, unknown[]>> {
  const answer = await fetch(`${facet.dashboardUrl}/api/v1/query`, {
    method: "POST",
    headers: { authorization: `Bearer ${facet.key}`, "content-type": "application/json" },
    body: JSON.stringify({ metrics: ["requests", "cost"], dimensions: [dimension], filter, range: "24h" }),
  });
  expect(answer.status).toBe(200);
  const { data }: { data: Record<string, unknown>[] } = await answer.json();
  return new Map(data.map((row) => [row[dimension], [row.requests, row.cost]]));
}

const columnHeader = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
const valueRow = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name }) });

test("use case 1: environments", async ({ facet, page }) => {
  await page.goto("/requests");
  await expect(page.getByText("Helicone-Property-").first()).toBeVisible();
  await expect(page.getByText(`export FACET_API_KEY=${facet.key}`)).toBeVisible();
  for (const environment of ["development", "development", "staging", "production", "production", "production"]) {
    await ask(facet, { "Helicone-Property-Environment": environment });
  }

  await test.step("the property appears by itself on the Requests page", async () => {
    await expect(columnHeader(page, "Environment")).toBeVisible({ timeout: 15_000 });
    await page.reload();
    await expect(page.getByRole("row").filter({ hasText: "staging" })).toHaveCount(1);
  });

  await test.step("it is hidden under Columns and stays hidden after a reload", async () => {
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Environment" }).uncheck();
    await page.keyboard.press("Escape");
    await expect(columnHeader(page, "Environment")).toBeHidden();
    await page.reload();
    await expect(columnHeader(page, "Model")).toBeVisible();
    await expect(columnHeader(page, "Environment")).toBeHidden();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Environment" }).check();
    await page.keyboard.press("Escape");
    await expect(columnHeader(page, "Environment")).toBeVisible();
  });

  await test.step("a filter leaves only development", async () => {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("option", { name: "Environment" }).click();
    await page.getByRole("option", { name: "development" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Edit filter: Environment is development" })).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "gpt-4o-mini" })).toHaveCount(2);
    await expect(page.getByRole("row").filter({ hasText: "production" })).toHaveCount(0);
  });

  await test.step("the Properties page shows cost, requests and average latency of each environment", async () => {
    await page.goto("/properties");
    await page.getByRole("button", { name: /^Environment/ }).click();
    await expect(page.locator("[data-metric=requests]")).toContainText("6");
    await expect(page.locator("[data-metric=cost]")).toContainText("$0.0027");
    await expect(page.locator("[data-metric=latency_avg]")).toContainText(/ms|s$/);
    await expect(valueRow(page, "production")).toContainText("3");
    await expect(valueRow(page, "production")).toContainText("50.0 %");
    await expect(valueRow(page, "development")).toContainText("$0.00090");
    await expect(valueRow(page, "development")).toContainText(/\d (ms|s)/);
    const rows = await askRest(facet, "property:environment");
    expect(rows.get("development")).toEqual([2, expect.closeTo(2 * COST, 12)]);
    expect(rows.get("production")).toEqual([3, expect.closeTo(3 * COST, 12)]);
    expect(rows.get("staging")).toEqual([1, expect.closeTo(COST, 12)]);
  });
});

test("use case 2: user types, and what they use", async ({ facet, page }) => {
  const spellcheck = { "Helicone-Property-Feature": "spellcheck" };
  for (let call = 0; call < 3; call++) await ask(facet, { "Helicone-Property-User-Type": "free", ...spellcheck });
  await ask(facet, {
    "Helicone-Property-User-Type": "paid",
    "Helicone-Property-Plan": "enterprise",
    "Helicone-Property-Job-UUID": "1234-5678-9012-3456",
    ...spellcheck,
  });

  await test.step("the requests carry every property", async () => {
    await expect
      .poll(async () => (await askRest(facet, "property:feature")).get("spellcheck"))
      .toEqual([4, expect.closeTo(4 * COST, 12)]);
    await page.goto("/requests?filter=property%3Auser-type%3Apaid");
    await expect(page.getByRole("row").filter({ hasText: "gpt-4o-mini" })).toHaveCount(1);
    await page.getByRole("row").filter({ hasText: "gpt-4o-mini" }).click();
    const panel = page.getByRole("dialog");
    await expect(panel).toContainText("1234-5678-9012-3456");
    await expect(panel).toContainText("enterprise");
    await expect(panel).toContainText("Corrected: Teh quick brown fox");
  });

  await test.step("free users use spellcheck more than paid ones", async () => {
    await page.goto("/properties?property=user-type&filter=property%3Afeature%3Aspellcheck");
    await expect(valueRow(page, "free")).toContainText("75.0 %");
    await expect(valueRow(page, "paid")).toContainText("25.0 %");
    const filter = { field: "property:Feature", op: "is", values: ["spellcheck"] };
    const rows = await askRest(facet, "property:user-type", filter);
    expect(rows.get("free")).toEqual([3, expect.closeTo(3 * COST, 12)]);
    expect(rows.get("paid")).toEqual([1, expect.closeTo(COST, 12)]);
  });

  await test.step("a value opens its requests with every filter kept", async () => {
    await page.getByRole("link", { name: "free" }).click();
    await expect(page).toHaveURL(/\/requests/);
    await expect(page.getByRole("button", { name: "Edit filter: Feature is spellcheck" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Edit filter: User Type is free" })).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "gpt-4o-mini" })).toHaveCount(3);
  });
});

test("use case 3: any further property", async ({ facet, page }) => {
  await ask(facet, {
    "Helicone-Property-Location": "Zürich",
    "Helicone-Property-Device-Type": "mobile",
    "Helicone-Property-Activity-Level": "high",
  });
  await expect.poll(async () => (await askRest(facet, "property:activity-level")).has("high")).toBe(true);
  await page.goto("/properties?property=device-type");
  for (const name of ["Location", "Device Type", "Activity Level", "Job UUID", "Plan"]) {
    await expect(page.getByRole("button", { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  await expect(valueRow(page, "mobile")).toContainText("1");
  await expect(page.getByRole("row").filter({ hasText: "Untagged" })).toContainText("10");
});
