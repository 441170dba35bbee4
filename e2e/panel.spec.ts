import { expect, type Page } from "@playwright/test";
import { expectNoViolations } from "./accessibility";
import { testWithUpstream } from "./upstream";

const HOSTILE = `<img src=x onerror="window.hacked=true"><b>bold</b>`;
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Answers what the last user message holds as JSON: a whole message of the assistant. */
const test = testWithUpstream("FACET_UPSTREAM_OPENAI", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { model } = JSON.parse(Buffer.concat(chunks).toString());
  const message = {
    role: "assistant",
    reasoning_content: "First I think about Zürich, at length.",
    content: `Grüezi 你好 ${HOSTILE}`,
    tool_calls: [{ id: "t1", type: "function", function: { name: "look_up", arguments: '{"city":"Bern"}' } }],
  };
  const usage = { prompt_tokens: 2000, completion_tokens: 500, total_tokens: 2500 };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "c", object: "chat.completion", model, choices: [{ index: 0, message }], usage }));
});

test.describe.configure({ mode: "serial" });

type Facet = { gatewayUrl: string; key: string };

async function send(facet: Facet, text: string, headers: Record<string, string> = {}): Promise<void> {
  const content = [
    { type: "text", text },
    { type: "image_url", image_url: { url: PIXEL } },
    { type: "image_url", image_url: { url: "https://pictures.example/cat.png" } },
  ];
  const messages = [
    { role: "system", content: "Be brief" },
    { role: "user", content },
  ];
  const answer = await fetch(`${facet.gatewayUrl}/gateway/openai/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", "Helicone-Auth": `Bearer ${facet.key}`, ...headers },
    body: JSON.stringify({ model: "gpt-4o-mini", messages }),
  });
  await answer.text();
}

const panel = (page: Page) => page.locator("[data-panel]");
const rows = (page: Page) => page.getByRole("row").filter({ hasText: "gpt-4o-mini" });

async function openFirst(page: Page) {
  await page.goto("/requests");
  await rows(page).first().getByRole("link").click();
  await expect(panel(page)).toContainText("Grüezi 你好");
}

test.beforeAll(async ({ facet }) => {
  const session = { "Helicone-Session-Id": "trip-1", "Helicone-User-Id": "ada" };
  const tagged = { "Helicone-Property-Feature": "travel" };
  await send(facet, "the first of the trip", { ...session, "Helicone-Session-Path": "/plan" });
  await send(facet, "the second of the trip", { ...session, ...tagged, "Helicone-Session-Path": "/book" });
});

test("shows what was said, where the time went, the price used; hostile content stays text", async ({ page }) => {
  await page.goto("/requests");
  await expect(rows(page)).toHaveCount(2, { timeout: 30_000 });
  await openFirst(page);
  const shown = panel(page);
  await expect(shown).toContainText(HOSTILE);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await expect(shown.getByRole("img", { name: "Image, image/png, inline" })).toBeVisible();
  await expect(shown.getByRole("link", { name: "Image, https://pictures.example/cat.png" })).toHaveAttribute(
    "rel",
    "noopener noreferrer nofollow",
  );
  await expect(shown.getByText("Answered as a whole")).toBeVisible();
  await expect(shown.getByRole("row", { name: /^Input/ })).toContainText("$0.15");
  await expect(shown.getByRole("row", { name: /^Total/ })).toContainText("$0.0006");
  await expect(shown.getByText(/Priced as gpt-4o-mini, genai-prices@/)).toBeVisible();

  const call = shown.getByRole("button", { name: /Calls look_up/ });
  await expect(call).toHaveAttribute("aria-expanded", "false");
  await call.click();
  await expect(call).toHaveAttribute("aria-expanded", "true");
  await expect(shown.getByText('"city": "Bern"')).toBeVisible();
  await expectNoViolations(page);

  // Looking for something opens what is folded around it.
  const find = shown.getByRole("textbox", { name: "Find in this request" });
  await find.fill("ZÜRICH");
  await expect(shown.locator("mark")).toHaveText("Zürich");
  await find.press("Enter");
  await expect(shown.getByText("1 of 1")).toBeVisible();
  await shown.getByRole("tab", { name: "Raw response" }).click();
  await expect(shown.locator("mark")).toHaveText("Zürich");
  await find.press("Escape");
  await expect(find).toHaveValue("");
  await expect(shown).toBeVisible();
  await expectNoViolations(page);
});

test("adds, changes and removes a property where it stands, each undone for ten seconds", async ({ page }) => {
  await openFirst(page);
  const shown = panel(page);
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(page.getByRole("combobox", { name: "Property" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("combobox", { name: "Property" }).fill("Team");
  await page.getByRole("option", { name: "New property “Team”" }).click();
  await page.getByRole("combobox", { name: "Value of Team" }).fill("blue");
  await expectNoViolations(page);
  await page.getByRole("option", { name: "Set to “blue”" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Team added" })).toBeVisible();
  await expect(shown.getByRole("button", { name: "blue", exact: true })).toBeVisible();

  await shown.getByRole("button", { name: "Change Feature" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Value of Feature" })).toHaveValue("travel");
  await page.getByRole("combobox", { name: "Value of Feature" }).fill("rail");
  await page.keyboard.press("Enter");
  await expect(shown.getByRole("button", { name: "rail", exact: true })).toBeVisible();
  // The row behind the panel says so too.
  await expect(rows(page).first()).toContainText("rail");
  // Until this change is stored the way back is that of the one before.
  await expect(page.getByRole("status").filter({ hasText: "Feature changed to rail" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(shown.getByRole("button", { name: "travel", exact: true })).toBeVisible();

  await shown.getByRole("button", { name: "Remove Team" }).click();
  await expect(shown.getByRole("button", { name: "blue", exact: true })).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Team removed" })).toBeVisible();
  await page.reload();
  await expect(shown.getByRole("button", { name: "travel", exact: true })).toBeVisible();
  await expect(shown.getByRole("button", { name: "Remove Team" })).toHaveCount(0);
});

test("goes to its neighbours and session siblings; what is copied sends the call again", async ({ page, facet }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFirst(page);
  const shown = panel(page);
  const siblings = shown.getByRole("list", { name: "Requests of this session" });
  await expect(siblings.getByRole("link")).toHaveCount(2);
  await siblings.getByRole("link", { name: /plan/ }).click();
  await expect(shown).toContainText("the first of the trip");
  await shown.getByRole("button", { name: "Previous request" }).click();
  await expect(shown).toContainText("the second of the trip");
  await shown.getByRole("button", { name: "Next request" }).click();
  await expect(shown).toContainText("the first of the trip");
  await page.keyboard.press("k");
  await expect(shown).toContainText("the second of the trip");

  const copied = async (item: string) => {
    await shown.getByRole("button", { name: /^Cop/ }).click();
    await page.getByRole("menuitem", { name: item }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const curl = await copied("As cURL");
  expect(curl).toContain(`${facet.gatewayUrl}/gateway/openai/v1/chat/completions`);
  expect(curl).toContain("-H 'Helicone-Property-feature: travel'");
  expect(await copied("As Python")).toContain("client.chat.completions.create(");
  expect(await copied("As Node.js")).toContain('import OpenAI from "openai"');
  const link = await copied("Link to this request");
  await page.goto(link);
  await expect(shown).toContainText("the second of the trip");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page);
});

test("finds words and phrases in any language, marked in the row, and in the panel", async ({ page }) => {
  for (const [words, count] of [
    ["grüezi 你好", 2],
    ["first of the trip", 1],
    ["no one said this", 0],
  ] as const) {
    await page.goto(`/requests?filter=${encodeURIComponent(`text:"${words}"`)}`);
    if (count === 0) await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();
    else await expect(rows(page)).toHaveCount(count);
    if (count > 0) await expect(rows(page).first().locator("mark")).toHaveText(words, { ignoreCase: true });
  }
  await page.goBack();
  await rows(page).first().getByRole("link").click();
  await expect(panel(page).getByRole("textbox", { name: "Find in this request" })).toHaveValue("first of the trip");
  await expect(panel(page).locator("mark")).toHaveText("first of the trip");
  await expectNoViolations(page);
});
