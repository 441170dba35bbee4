import { expect, type Page } from "@playwright/test";
import { expectNoViolations } from "./accessibility";
import { testWithUpstream } from "./upstream";

/** What the upstream is told to do with a call, inside its user message. */
type Call = { text: string; answer?: string; status?: number; stream?: boolean };

const HOSTILE = `<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>`;

const test = testWithUpstream("FACET_UPSTREAM_OPENAI", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages, model } = JSON.parse(Buffer.concat(chunks).toString());
  const { answer = "ok", status = 200, stream = false }: Call = JSON.parse(messages.at(-1).content);
  const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 };
  if (status !== 200) {
    response.writeHead(status, { "content-type": "application/json" });
    return response.end(JSON.stringify({ error: { message: "Rate limit reached" } }));
  }
  if (stream) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const word of answer.split(/(?= )/)) {
      const choices = [{ index: 0, delta: { role: "assistant", content: word } }];
      response.write(`data: ${JSON.stringify({ id: "c", model, choices })}\n\n`);
    }
    response.write(`data: ${JSON.stringify({ id: "c", model, choices: [], usage })}\n\n`);
    return response.end("data: [DONE]\n\n");
  }
  const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: answer } }];
  response.writeHead(200, { "content-type": "application/json" });
  return response.end(JSON.stringify({ id: "c", object: "chat.completion", model, choices, usage }));
});

test.describe.configure({ mode: "serial" });

type Facet = { gatewayUrl: string; key: string };

async function send(
  facet: Facet,
  call: Call,
  properties: Record<string, string> = {},
  model = "gpt-4o-mini",
): Promise<void> {
  const headers = new Headers({ "content-type": "application/json", "Helicone-Auth": `Bearer ${facet.key}` });
  for (const [name, value] of Object.entries(properties)) headers.set(`Helicone-Property-${name}`, value);
  const messages = [{ role: "user", content: JSON.stringify(call) }];
  const answer = await fetch(`${facet.gatewayUrl}/gateway/openai/v1/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model, messages, stream: call.stream }),
  });
  await answer.text();
}

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
  await page.getByRole("option", { name: "Cost" }).click();
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

test("narrows to a value, or excludes it, from its cell", async ({ page }) => {
  await page.goto("/requests");
  await page.getByRole("button", { name: "production" }).first().click();
  await page.getByRole("button", { name: "Filter to this" }).click();
  await expect(chip(page, "Environment is production")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "free" }).click();
  await page.getByRole("button", { name: "Exclude" }).click();
  await expect(chip(page, "User Type is not free (untagged left out)")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Remove “User Type is not free" }).click();
  await expect(rows(page)).toHaveCount(2);
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

test("loads more while scrolling, each request once", async ({ page, facet }) => {
  const texts = Array.from({ length: 200 }, (_, index) => `n${index}`);
  for (let start = 0; start < texts.length; start += 20) {
    await Promise.all(texts.slice(start, start + 20).map((text) => send(facet, { text }, { Batch: "many" })));
  }
  const query = "/requests?filter=property:batch:many";
  await expect.poll(async () => (await (await page.request.get(query.replace("?", "/count?"))).json()).count).toBe(200);
  await page.goto(query);
  await expect(page.getByText("200 requests", { exact: true })).toBeVisible();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const text of await rows(page).allInnerTexts()) seen.add(/"text":"(n\d+)"/.exec(text)?.[1] ?? text);
        await page.getByRole("table").hover();
        await page.mouse.wheel(0, 400);
        return seen.size;
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(200);
});
