import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { LLMock } from "@copilotkit/aimock";
import { GoogleGenAI } from "@google/genai";
import { ChatOpenAI } from "@langchain/openai";
import { generateText, streamText } from "ai";
import OpenAI, { AuthenticationError } from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestGateway, TEST_KEY } from "./test-gateway";
import { handleWebRequest } from "./web-door";

const HEADERS = { "Helicone-Auth": `Bearer ${TEST_KEY}`, "Helicone-Property-Feature": "sdk" };
const MESSAGES = [{ role: "user" as const, content: "hello there" }];
const MAX_RETRIES = 0;

const realFetch = globalThis.fetch;
const mock = new LLMock({ port: 0 });

beforeAll(async () => {
  const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14, input_tokens: 9, output_tokens: 5 };
  const counted = { ...usage, promptTokenCount: 9, candidatesTokenCount: 5, totalTokenCount: 14 };
  const fixed = { id: "fixed-1", created: 1_700_000_000, usage: counted };
  mock.onMessage("hello", { content: "Hi! Zażółć gęślą jaźń ☕ from a mock with some words in it.", ...fixed });
  mock.onMessage("weather", {
    toolCalls: [{ name: "get_weather", arguments: '{"city":"Malmö"}', id: "call_1" }],
    ...fixed,
  });
  mock.onEmbedding("embed", { embedding: [0.1, 0.2, 0.3] });
  await mock.start();
});
afterAll(() => mock.stop());

/** Where a client is pointed: `/openai/v1` and the like are appended for the gateway. */
type Place = { base: (provider: string) => string; fetch: typeof fetch };
type Client = {
  name: string;
  /** Plays its calls and returns what the SDK made of the answers. */
  play: (place: Place) => Promise<unknown>;
  /** What the gateway must have recorded, call by call. */
  recorded: object[];
};

const openAi = ({ base, fetch }: Place) =>
  new OpenAI({
    apiKey: "sk-mock",
    baseURL: `${base("openai")}/v1`,
    defaultHeaders: HEADERS,
    fetch,
    maxRetries: MAX_RETRIES,
  });

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of stream) all.push(part);
  return all;
}

const reported = {
  usageSource: "reported",
  outcome: "completed",
  status: 200,
  properties: [{ key: "feature", value: "sdk" }],
};

const CLIENTS: Client[] = [
  {
    name: "openai: chat, stream, tools",
    play: async (place) => {
      const { chat } = openAi(place);
      const model = "gpt-4o-mini";
      const tools = [{ type: "function" as const, function: { name: "get_weather", parameters: { type: "object" } } }];
      return [
        await chat.completions.create({ model, messages: MESSAGES }),
        await collect(await chat.completions.create({ model, messages: MESSAGES, stream: true })),
        await collect(
          await chat.completions.create({
            model,
            messages: MESSAGES,
            stream: true,
            stream_options: { include_usage: true },
          }),
        ),
        await chat.completions.create({ model, messages: [{ role: "user", content: "weather" }], tools }),
        await collect(
          await chat.completions.create({
            model,
            messages: [{ role: "user", content: "weather" }],
            tools,
            stream: true,
          }),
        ),
      ];
    },
    recorded: Array.from({ length: 5 }, () => ({ ...reported, provider: "openai", requestModel: "gpt-4o-mini" })),
  },
  {
    name: "openai: responses, embeddings",
    play: async (place) => {
      const client = openAi(place);
      return [
        await client.responses.create({ model: "gpt-4o-mini", input: "hello" }),
        await collect(await client.responses.create({ model: "gpt-4o-mini", input: "hello", stream: true })),
        await client.embeddings.create({
          model: "text-embedding-3-small",
          input: "embed me",
          encoding_format: "float",
        }),
      ];
    },
    recorded: [reported, { ...reported, stream: true }, { ...reported, requestModel: "text-embedding-3-small" }],
  },
  {
    name: "@anthropic-ai/sdk",
    play: async ({ base, fetch }) => {
      const options = {
        apiKey: "sk-mock",
        baseURL: base("anthropic"),
        defaultHeaders: HEADERS,
        fetch,
        maxRetries: MAX_RETRIES,
      };
      const { messages } = new Anthropic(options);
      const body = { model: "claude-haiku-4-5", max_tokens: 100, messages: MESSAGES };
      return [await messages.create(body), await collect(await messages.create({ ...body, stream: true }))];
    },
    recorded: [
      { ...reported, provider: "anthropic", stream: false },
      { ...reported, provider: "anthropic", stream: true },
    ],
  },
  {
    name: "@google/genai",
    play: async ({ base, fetch }) => {
      vi.stubGlobal("fetch", fetch);
      try {
        const { models } = new GoogleGenAI({
          apiKey: "g-mock",
          httpOptions: { baseUrl: base("google"), headers: HEADERS },
        });
        const body = { model: "gemini-2.5-flash", contents: "hello" };
        const whole = await models.generateContent(body);
        const parts = await collect(await models.generateContentStream(body));
        return [whole.text, parts.map((part) => part.text)];
      } finally {
        vi.unstubAllGlobals();
      }
    },
    recorded: [
      { ...reported, provider: "google", requestModel: "gemini-2.5-flash" },
      { ...reported, provider: "google" },
    ],
  },
  {
    name: "ai with its OpenAI and Anthropic providers",
    play: async ({ base, fetch }) => {
      const openai = createOpenAI({ apiKey: "sk", baseURL: `${base("openai")}/v1`, headers: HEADERS, fetch });
      const anthropic = createAnthropic({ apiKey: "sk", baseURL: `${base("anthropic")}/v1`, headers: HEADERS, fetch });
      const texts: unknown[] = [];
      for (const model of [openai("gpt-4o-mini"), openai.chat("gpt-4o-mini"), anthropic("claude-haiku-4-5")]) {
        texts.push((await generateText({ model, prompt: "hello", maxRetries: MAX_RETRIES })).text);
        texts.push(await collect(streamText({ model, prompt: "hello", maxRetries: MAX_RETRIES }).textStream));
      }
      return texts;
    },
    recorded: Array.from({ length: 6 }, () => reported),
  },
  {
    name: "@langchain/openai",
    play: async ({ base, fetch }) => {
      const configuration = { baseURL: `${base("openai")}/v1`, defaultHeaders: HEADERS, fetch };
      const model = new ChatOpenAI({ model: "gpt-4o-mini", apiKey: "sk", configuration, maxRetries: MAX_RETRIES });
      const whole = await model.invoke("hello");
      const parts = await collect(await model.stream("hello"));
      return [whole.content, parts.map((part) => part.content)];
    },
    recorded: [reported, reported],
  },
  {
    name: "fetch",
    play: async ({ base, fetch }) => {
      const response = await fetch(`${base("openai")}/v1/chat/completions`, {
        method: "POST",
        headers: { ...HEADERS, Authorization: "Bearer sk", "Content-Type": "application/json" },
        body: JSON.stringify({ model: "gpt-4o-mini", messages: MESSAGES, stream: true }),
      });
      return [response.status, await response.text()];
    },
    recorded: [{ ...reported, stream: true, requestPreview: "hello there" }],
  },
];

/** A fetch that keeps the bytes of every answer, as the SDK gets them. */
function taping(send: (request: Request) => Promise<Response>): { fetch: typeof fetch; tape: Buffer[] } {
  const tape: Buffer[] = [];
  const taped = async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await send(new Request(input, init));
    const bytes = Buffer.from(await response.arrayBuffer());
    tape.push(bytes);
    return new Response(bytes, { status: response.status, headers: response.headers });
  };
  return { fetch: taped, tape };
}

/** The mock makes up ids and moments of its own where none can be set. */
function withoutMoments(text: string): string {
  return text
    .replace(/"(?:msg|resp|fc|call|item|rs|toolu|run)[_-][\w-]+"/g, '"id"')
    .replace(/"(created|created_at|completed_at)":\s*\d+(\.\d+)?/g, '"$1":0')
    .replace(/"(obfuscation|responseId)":\s*"[^"]*"/g, '"$1":""');
}

const comparable = (value: unknown) => withoutMoments(JSON.stringify(value));

describe.each(["one", "two"])("through door %s", (door) => {
  it.each(CLIENTS)("$name: gets and records what it gets directly", async ({ play, recorded }) => {
    const direct = taping((request) => realFetch(request));
    const expected = await play({ base: () => mock.url, fetch: direct.fetch });

    const upstreams = { openai: mock.url, anthropic: mock.url, google: mock.url };
    const gateway = await startTestGateway({ upstreams });
    const through = taping(
      door === "one" ? (request) => realFetch(request) : (request) => handleWebRequest(request, gateway.parts),
    );
    const base = (provider: string) => `${gateway.url}/gateway/${provider}`;
    const got = await play({ base, fetch: through.fetch });

    expect(comparable(got)).toBe(comparable(expected));
    const texts = (tape: Buffer[]) => tape.map((bytes) => withoutMoments(bytes.toString("utf8")));
    expect(texts(through.tape)).toEqual(texts(direct.tape));
    expect(gateway.sink.records).toMatchObject(recorded);
    for (const { usage, requestPreview } of gateway.sink.records) {
      expect(usage?.inputTokens).toBeGreaterThanOrEqual(0);
      expect(requestPreview).toMatch(/hello|weather|embed/);
    }
  });
});

describe("what SDKs make of our refusals", () => {
  it("raises their usual exception with a message that says what to do", async () => {
    const gateway = await startTestGateway({ upstreams: { openai: mock.url, anthropic: mock.url } });
    const wrong = { "Helicone-Auth": "Bearer wrong" };
    const openai = new OpenAI({
      apiKey: "sk",
      baseURL: `${gateway.url}/gateway/openai/v1`,
      defaultHeaders: wrong,
      maxRetries: 0,
    });
    const refused = openai.chat.completions.create({ model: "gpt-4o-mini", messages: MESSAGES });
    await expect(refused).rejects.toBeInstanceOf(AuthenticationError);
    await expect(refused).rejects.toThrow(/Helicone-Auth/);
    const anthropic = new Anthropic({ apiKey: "sk", baseURL: `${gateway.url}/gateway/anthropic`, maxRetries: 0 });
    const missing = anthropic.messages.create({ model: "claude-haiku-4-5", max_tokens: 1, messages: MESSAGES });
    await expect(missing).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    await expect(missing).rejects.toThrow(/Helicone-Auth/);
  });
});

describe("curl", () => {
  it("streams through Helicone's self-host path", async () => {
    const gateway = await startTestGateway({ upstreams: { openai: mock.url } });
    const body = JSON.stringify({ model: "gpt-4o-mini", messages: MESSAGES, stream: true });
    const args = (base: string) => [
      "-sN",
      `${base}/chat/completions`,
      "-H",
      "Content-Type: application/json",
      "-d",
      body,
    ];
    const auth = ["-H", `Helicone-Auth: Bearer ${TEST_KEY}`, "-H", "Authorization: Bearer sk"];
    const run = promisify(execFile);
    const direct = await run("curl", [...args(`${mock.url}/v1`), ...auth]);
    const through = await run("curl", [...args(`${gateway.url}/v1/gateway/oai/v1`), ...auth]);
    expect(through.stdout).toBe(direct.stdout);
    expect(gateway.sink.records).toMatchObject([
      { provider: "openai", usageSource: "reported", path: "/v1/chat/completions" },
    ]);
  });
});
