import { once } from "node:events";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { TEST_KEY } from "./test-gateway";

/** What lets a call of a test in. */
export const AUTH = { "Helicone-Auth": `Bearer ${TEST_KEY}` };
export const JSON_TYPE = { "content-type": "application/json" };

type Sent = { response: IncomingMessage; body: Buffer };

/** One call through node:http, which adds and hides less than fetch does. */
export async function send(url: string, options: RequestOptions = {}, body?: string | Uint8Array): Promise<Sent> {
  const request = httpRequest(url, { method: "POST", ...options, headers: { ...AUTH, ...options.headers } });
  request.end(body);
  const response = await answerOf(request);
  return { response, body: await readAll(response) };
}

export async function answerOf(request: ReturnType<typeof httpRequest>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request.once("response", resolve).once("error", reject));
}

export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The next piece of an answer that is still coming. */
export async function nextChunk(message: IncomingMessage): Promise<string> {
  const [chunk] = await once(message, "data");
  return String(chunk);
}

/** One event of a chat completion. */
export const chunkOf = (text: string) => `data: {"id":"c1","choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`;
