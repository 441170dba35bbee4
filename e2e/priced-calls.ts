import { expect } from "@playwright/test";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { testWithUpstream } from "./upstream";

const MODEL = "openai/gpt-4o-mini";

/** A call whose cost is known in advance: the upstream says itself what it costs. */
export type PricedCall = {
  properties: [name: string, value: string][];
  user?: string;
  dollars: number;
  status?: number;
};

/** `test` for a product whose provider answers what each call asks for: 100 tokens in, 20 out. */
export const testWithPrices = testWithUpstream("FACET_UPSTREAM_OPENROUTER", async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString());
  const { dollars, status = 200 }: PricedCall = JSON.parse(messages[0].content);
  response.writeHead(status, { "content-type": "application/json" });
  if (status !== 200) return response.end(JSON.stringify({ error: { message: "out of order" } }));
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, cost: dollars };
  const choices = [{ index: 0, message: { role: "assistant", content: "ok" }, finish_reason: "stop" }];
  return response.end(JSON.stringify({ id: "gen-1", object: "chat.completion", model: MODEL, choices, usage }));
});

/** Sends the calls and waits until all of them can be queried, with those of before `total`. */
export async function sendPricedCalls(facet: FacetProcess, calls: PricedCall[], total = calls.length): Promise<void> {
  for (const call of calls) {
    const headers = new Headers({ "content-type": "application/json", "Helicone-Auth": `Bearer ${facet.key}` });
    for (const [name, value] of call.properties) headers.set(`Helicone-Property-${name}`, value);
    if (call.user !== undefined) headers.set("Helicone-User-Id", call.user);
    const body = JSON.stringify({ model: MODEL, messages: [{ role: "user", content: JSON.stringify(call) }] });
    const url = `${facet.gatewayUrl}/gateway/openrouter/api/v1/chat/completions`;
    await (await fetch(url, { method: "POST", headers, body })).text();
  }
  await expect.poll(() => countRequests(facet), { timeout: 30_000 }).toBe(total);
}

async function countRequests(facet: FacetProcess): Promise<number> {
  const response = await fetch(`${facet.dashboardUrl}/api/v1/query`, {
    method: "POST",
    headers: { authorization: `Bearer ${facet.key}`, "content-type": "application/json" },
    body: JSON.stringify({ metrics: ["requests"] }),
  });
  const { data } = await response.json();
  return data[0]?.requests ?? 0;
}
