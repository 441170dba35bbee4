import { readFile } from "node:fs/promises";
import { type APIResponse, expect, type Page } from "@playwright/test";
import { childrenOf } from "@/bin/processes.fixture";
import { openDatabase } from "@/db/client";
import { listProjects } from "@/db/projects";
import { openBulkEdit } from "@/lib/ingest/bulk-edits";
import { expectNoViolations } from "./accessibility";
import { testWithUpstream } from "./upstream";

const test = testWithUpstream("FACET_UPSTREAM_OPENAI", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { model } = JSON.parse(Buffer.concat(chunks).toString());
  const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 };
  const choices = [{ index: 0, message: { role: "assistant", content: '=1+1, "quoted"\nsecond line' } }];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "c", object: "chat.completion", model, choices, usage }));
});

test.describe.configure({ mode: "serial" });

const COUNT = 120;

test.beforeAll(async ({ facet }) => {
  for (let start = 0; start < COUNT; start += 20) {
    const sent = Array.from({ length: 20 }, async (_, index) => {
      const plan = (start + index) % 3 === 0 ? "pro" : "free";
      const answer = await fetch(`${facet.gatewayUrl}/gateway/openai/v1/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "Helicone-Auth": `Bearer ${facet.key}`,
          "Helicone-Property-Plan": plan,
        },
        body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: `n${start + index}` }] }),
      });
      await answer.text();
    });
    await Promise.all(sent);
  }
});

const rows = (page: Page) => page.getByRole("row").filter({ hasText: "gpt-4o-mini" });
const bar = (page: Page) => page.getByRole("region", { name: "Selected requests" });

async function countOf(page: Page, filter: string): Promise<number> {
  const answer = await page.request.get(`/requests/count?filter=${encodeURIComponent(filter)}`);
  return (await answer.json()).count;
}

async function openAll(page: Page, query = "") {
  await expect.poll(() => countOf(page, ""), { timeout: 30_000 }).toBe(COUNT);
  await page.goto(`/requests${query}`);
  await expect(rows(page).first()).toBeVisible();
}

test("edits what is selected, or everything that matches; undo leaves no trace", async ({ page }) => {
  test.slow();
  await openAll(page, "?filter=property:plan:free");
  await expect(async () => {
    await rows(page).nth(0).getByRole("checkbox").click();
    await expect(bar(page)).toContainText("1 request selected", { timeout: 2_000 });
  }).toPass();
  await rows(page)
    .nth(2)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 requests selected");
  await expectNoViolations(page);
  await bar(page).getByRole("button", { name: "Select all 80 matching" }).click();
  await expect(bar(page)).toContainText("All 80 requests selected");

  // The filter stops matching what has been edited: still none is missed.
  await bar(page).getByRole("button", { name: "Set property" }).click();
  await page.getByRole("option", { name: "Plan" }).click();
  await page.getByRole("combobox", { name: "Value of Plan" }).fill("trial");
  await expectNoViolations(page);
  await page.getByRole("option", { name: "Set to “trial”" }).click();
  await expect(bar(page)).toContainText("Plan set to “trial” on 80 requests", { timeout: 20_000 });
  await expect.poll(() => countOf(page, "property:plan:trial")).toBe(80);
  expect(await countOf(page, "property:plan:free")).toBe(0);
  await expect(page.getByRole("heading", { name: "No requests match" })).toBeVisible();

  await page.goto("/properties?property=plan");
  await expect(page.getByRole("row", { name: /trial/ }).first()).toContainText("80");
  await page.goto("/requests?filter=property:plan:pro");
  await expect(rows(page).first()).toBeVisible();
  // Offered to whoever opens the page, until somebody wants something else.
  await expect(bar(page)).toContainText("Plan set to “trial” on 80 requests");
  await expect(bar(page).getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(async () => {
    await rows(page).nth(0).getByRole("checkbox").click();
    await expect(bar(page)).toContainText("1 request selected", { timeout: 2_000 });
  }).toPass();
  await bar(page).getByRole("button", { name: "Remove property" }).click();
  await page.getByRole("option", { name: "Plan" }).click();
  await expect(bar(page)).toContainText("Plan removed from 1 request", { timeout: 20_000 });
  expect(await countOf(page, "property:plan:pro")).toBe(39);
  await bar(page).getByRole("button", { name: "Undo" }).click();
  await expect(bar(page)).toContainText("Undone: Plan is as it was before", { timeout: 20_000 });
  expect(await countOf(page, "property:plan:pro")).toBe(40);
  const told = page.waitForResponse((response) => response.request().method() === "PATCH");
  await bar(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(bar(page)).toHaveCount(0);
  await told;
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
});

test("an edit goes on when the dashboard was killed, and can be undone afterwards", async ({ page, facet }) => {
  const database = openDatabase(facet.databaseUrl, { pool: 1, name: "facet-bulk" });
  const [project] = await listProjects(database);
  const selection = { filter: "property:plan:trial", from: "2026-01-01T00:00:00Z", to: new Date().toISOString() };
  const change = { key: "plan", spelling: "Plan", value: "resumed" };
  await openBulkEdit(database, project?.id ?? 0, change, { total: 80, selection });
  await database.$client.end();
  const dashboard = (await childrenOf(facet.pid)).find(({ command }) => command.includes("next"));
  if (dashboard === undefined) throw new Error("there is no dashboard to kill");
  process.kill(dashboard.pid, "SIGKILL");
  await expect(async () => {
    await page.goto("/requests");
    await expect(bar(page)).toContainText("Plan set to “resumed” on 80 requests", { timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  expect(await countOf(page, "property:plan:resumed")).toBe(80);
  await expectNoViolations(page);
  await bar(page).getByRole("button", { name: "Undo" }).click();
  await expect(bar(page)).toContainText("Undone: Plan is as it was before", { timeout: 20_000 });
  expect(await countOf(page, "property:plan:trial")).toBe(80);
});

test("exports what matches with chosen columns, as CSV that spreadsheets cannot run, or as JSON lines", async ({
  page,
}) => {
  await openAll(page, "?filter=property:plan:pro");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export requests" });
  await expect(dialog).toContainText("40 requests");
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "None" }).click();
  await expect(dialog.getByRole("button", { name: "Download" })).toBeDisabled();
  for (const name of ["Cost", "Response, first 300 characters", "Plan"]) {
    await dialog.getByRole("checkbox", { name, exact: true }).check();
  }
  const file = async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download" }).click(),
    ]);
    return readFile(await download.path(), "utf8");
  };
  const csv = await file();
  const [head, first] = [csv.slice(0, csv.indexOf("\r\n")), csv.slice(csv.indexOf("\r\n") + 2)];
  expect(head).toBe("cost,response_preview,property:plan");
  expect(csv.split("pro\r\n")).toHaveLength(41);
  expect(first).toMatch(/^0\.00045,"'=1\+1, ""quoted""/);

  await page.getByRole("button", { name: "Export" }).click();
  await dialog.getByRole("button", { name: "None" }).click();
  await dialog.getByRole("checkbox", { name: "Request body, whole" }).check();
  await dialog.getByRole("radio", { name: "JSONL" }).check();
  const lines = (await file()).trimEnd().split("\n");
  expect(lines).toHaveLength(40);
  expect(JSON.parse(JSON.parse(lines[0] ?? "").request_body).model).toBe("gpt-4o-mini");
});

test("the same file by REST, and a plain refusal of what it does not know", async ({ page, facet }) => {
  const headers = { authorization: `Bearer ${facet.key}` };
  const url = "/api/v1/requests/export?filter=property:plan:pro";
  const answer = await page.request.get(`${url}&columns=id,property:plan`, { headers });
  expect(answer.headers()["content-type"]).toContain("text/csv");
  expect((await answer.text()).split("\r\n")).toHaveLength(42);
  // In the order of the table, by the page's own route too.
  const orderOf = async (sent: Promise<APIResponse>) => {
    const lines = (await (await sent).text()).trimEnd().split("\r\n").slice(1);
    return lines.map(Number);
  };
  const latencies = await orderOf(page.request.get(`${url}&columns=latency_ms&order=-latency`, { headers }));
  expect(latencies).toHaveLength(40);
  expect(latencies).toEqual(latencies.toSorted((a, b) => b - a));
  const form = { columns: "latency_ms", format: "csv", ids: "" };
  const route = "/requests/export?filter=property:plan:pro&order=latency";
  expect(await orderOf(page.request.post(route, { form }))).toEqual(latencies.toReversed());
  const refused = await page.request.get(`${url}&columns=nonsense`, { headers });
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: "bad_request", path: "columns" } });
  expect((await page.request.get(url)).status()).toBe(401);
});
