import { testWithUpstream } from "./upstream";

/** What the upstream is told to do with a call, inside its user message. */
type Call = { text: string; answer?: string; status?: number; stream?: boolean };

/** `test` for a product whose provider does what each call tells it to. */
export const testWithToldCalls = testWithUpstream("FACET_UPSTREAM_OPENAI", async (request, response) => {
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

type Facet = { gatewayUrl: string; key: string };

/** Sends a call with these properties, and waits for its answer. */
export async function send(
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
