import { expect, test } from "vitest";
import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { bedrock } from "@/lib/providers/bedrock";
import { cohereChat } from "@/lib/providers/cohere-chat";
import { cohereChatV1 } from "@/lib/providers/cohere-chat-v1";
import { gemini } from "@/lib/providers/gemini";
import { ollamaNative } from "@/lib/providers/ollama-native";
import { openAiChat } from "@/lib/providers/openai-chat";
import { openAiEmbeddings } from "@/lib/providers/openai-embeddings";
import { openAiMedia } from "@/lib/providers/openai-media";
import { openAiResponses } from "@/lib/providers/openai-responses";

test("chat completions", () => {
  const request = openAiChat.readRequest(
    {
      model: "gpt-4o",
      stream: true,
      user: "alice",
      metadata: { team: "search", retries: 2, nested: {} },
      temperature: 0.2,
      stop: ["\n"],
      response_format: { type: "json_schema", json_schema: { schema: { description: "x".repeat(1000) } } },
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "First" },
        { role: "assistant", content: "One" },
        {
          role: "user",
          content: [
            { type: "text", text: "What is\n this?" },
            { type: "image_url", image_url: { url: "data:" } },
          ],
        },
      ],
      tools: [{ type: "function", function: { name: "look" } }],
    },
    "/v1/chat/completions",
  );
  expect(request).toMatchObject({
    model: "gpt-4o",
    stream: true,
    user: "alice",
    parameters: { temperature: 0.2, stop: ["\n"], response_format: "json_schema" },
    preview: "What is this?",
  });
  expect([...request.metadata]).toEqual([
    ["team", "search"],
    ["retries", "2"],
  ]);
  expect(Object.keys(request.parameters)).toEqual(["temperature", "stop", "response_format"]);
  const prompt = request.promptText();
  expect(prompt.startsWith("Be brief.\nFirst\nOne\nWhat is\n this?\n")).toBe(true);
  expect(prompt).toContain('"name":"look"');
});

test("legacy completions and an Azure deployment named by the path", () => {
  const path = "/openai/deployments/my%20gpt/completions?api-version=2024-10-21";
  expect(openAiChat.readRequest({ prompt: ["Say", "this"] }, path)).toMatchObject({
    model: "my gpt",
    stream: false,
    preview: "Say this",
  });
});

test("responses with a string and with items", () => {
  expect(openAiResponses.readRequest({ model: "gpt-5", input: "Hi", user: "u" }, "/v1/responses")).toMatchObject({
    model: "gpt-5",
    user: "u",
    preview: "Hi",
  });
  const items = [
    { role: "user", content: [{ type: "input_text", text: "Look it up" }] },
    { type: "function_call", name: "look", arguments: '{"q":1}' },
    { type: "function_call_output", call_id: "c", output: "found" },
  ];
  const request = openAiResponses.readRequest({ input: items, instructions: "Be brief." }, "/v1/responses");
  expect(request.preview).toBe("found");
  expect(request.promptText()).toBe('Be brief.\nLook it up\n{"q":1}\nfound');
});

test("embeddings, images and uploads", () => {
  const embeddings = openAiEmbeddings.readRequest({ model: "e", input: ["a", "b"], dimensions: 256 }, "/v1/embeddings");
  expect(embeddings).toMatchObject({ model: "e", preview: "a b", parameters: { dimensions: 256 } });
  expect(openAiMedia.readRequest({ model: "gpt-image-1", prompt: "A cat" }, "")).toMatchObject({ preview: "A cat" });
  const upload = "/openai/deployments/whisper/audio/transcriptions";
  expect(openAiMedia.readRequest(undefined, upload).model).toBe("whisper");
});

test("Anthropic messages", () => {
  const request = anthropicMessages.readRequest(
    {
      model: "claude-sonnet-4-5",
      max_tokens: 100,
      metadata: { user_id: "u-1" },
      system: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral" } }],
      messages: [
        { role: "user", content: "Weather?" },
        { role: "assistant", content: [{ type: "tool_use", id: "t", name: "look", input: {} }] },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: "Sunny" }] }],
        },
      ],
    },
    "/v1/messages",
  );
  expect(request).toMatchObject({
    model: "claude-sonnet-4-5",
    user: "u-1",
    preview: "Sunny",
    parameters: { max_tokens: 100 },
  });
  expect(request.promptText()).toBe("Be kind.\nWeather?\nSunny");
});

test("Claude on Vertex and on Bedrock is named by the path", () => {
  const vertex = "/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict";
  expect(anthropicMessages.readRequest({ messages: [] }, vertex)).toMatchObject({
    model: "claude-sonnet-4-5@20250929",
    stream: true,
  });
  const invoke = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream";
  expect(bedrock.readRequest({ messages: [{ role: "user", content: "Hi" }] }, invoke)).toMatchObject({
    model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    stream: true,
    preview: "Hi",
  });
});

test("Bedrock's converse", () => {
  const body = { messages: [{ role: "user", content: [{ text: "Hi" }] }], inferenceConfig: { maxTokens: 9 } };
  expect(bedrock.readRequest(body, "/model/amazon.nova-lite-v1%3A0/converse")).toMatchObject({
    model: "amazon.nova-lite-v1:0",
    stream: false,
    preview: "Hi",
    parameters: { maxTokens: 9 },
  });
});

test("Gemini takes model and streaming from the path", () => {
  const request = gemini.readRequest(
    {
      contents: [
        { role: "user", parts: [{ text: "Why" }, { inlineData: { data: "AAAA" } }, { text: "blue?" }] },
        { role: "model", parts: [{ text: "Air" }] },
      ],
      systemInstruction: { parts: [{ text: "Be brief." }] },
      generationConfig: { temperature: 1, topK: 4 },
    },
    "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
  );
  expect(request).toMatchObject({
    model: "gemini-2.5-flash",
    stream: true,
    preview: "Why blue?",
    parameters: { temperature: 1, topK: 4 },
  });
  expect(request.promptText()).toBe("Be brief.\nWhy\nblue?\nAir");
});

test("Ollama streams unless told not to", () => {
  expect(ollamaNative.readRequest({ model: "m", prompt: "Hi", options: { seed: 1 } }, "/api/generate")).toMatchObject({
    stream: true,
    preview: "Hi",
    parameters: { seed: 1 },
  });
  expect(ollamaNative.readRequest({ model: "m", stream: false }, "/api/chat").stream).toBe(false);
  expect(ollamaNative.readRequest({ model: "m", input: "Hi" }, "/api/embed").stream).toBe(false);
});

test("Cohere chat", () => {
  const body = { model: "command-a-03-2025", stream: true, p: 0.7, messages: [{ role: "user", content: "Hi" }] };
  expect(cohereChat.readRequest(body, "/v2/chat")).toMatchObject({
    stream: true,
    preview: "Hi",
    parameters: { p: 0.7 },
  });
});

test("Cohere chat, version 1", () => {
  const facts = cohereChatV1.readRequest(
    { model: "command-r", stream: true, preamble: "Be", chat_history: [{ message: "old" }], message: "Hi", p: 0.7 },
    "/v1/chat",
  );
  expect(facts).toMatchObject({ model: "command-r", stream: true, preview: "Hi", parameters: { p: 0.7 } });
  expect(facts.promptText()).toBe("Be\nold\nHi");
});

test("previews are 300 characters of what Postgres can store", () => {
  const content = `a\u0000\ud800${"🙂".repeat(300)}`;
  const { preview } = openAiChat.readRequest({ messages: [{ role: "user", content }] }, "");
  expect(preview.length).toBe(300);
  expect(/\0|\p{Surrogate}/u.test(preview)).toBe(false);
});
