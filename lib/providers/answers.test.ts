import { expect, test } from "vitest";
import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { bedrock } from "@/lib/providers/bedrock";
import { gemini } from "@/lib/providers/gemini";
import { openAiChat } from "@/lib/providers/openai-chat";
import { openAiEmbeddings } from "@/lib/providers/openai-embeddings";
import { openAiMedia } from "@/lib/providers/openai-media";
import { openAiResponses } from "@/lib/providers/openai-responses";
import type { ProviderShape } from "@/lib/providers/types";

function readStream(shape: ProviderShape, events: unknown[]) {
  const reader = shape.openStream();
  for (const event of events) reader.read(JSON.stringify(event), undefined);
  return reader.facts();
}

test("running totals: a later report wins, a kind it leaves out stays", () => {
  const facts = readStream(openAiChat, [
    { usage: { prompt_tokens: 0, completion_tokens: 0 } },
    { usage: { prompt_tokens: 90, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 64 } }, choices: [{}] },
    { usage: { prompt_tokens: 90, completion_tokens: 7, total_tokens: 97 } },
    { usage: null },
  ]);
  expect(facts.usage).toMatchObject({ inputTokens: 90, outputTokens: 7, cacheReadTokens: 64 });
});

test("Gemini's OpenAI shape leaves thoughts out of the answer: the total tells of them", () => {
  const usage = { prompt_tokens: 20, completion_tokens: 424, total_tokens: 1016 };
  expect(openAiChat.readResponse({ usage }).usage).toMatchObject({ inputTokens: 20, outputTokens: 996 });
  // A total that says less is not believed.
  expect(openAiChat.readResponse({ usage: { ...usage, total_tokens: 30 } }).usage).toMatchObject({ outputTokens: 424 });
});

test("images among input and output are counted apart", () => {
  const generated = {
    promptTokenCount: 300,
    candidatesTokenCount: 1300,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 42 },
      { modality: "IMAGE", tokenCount: 258 },
    ],
    candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: 1290 }],
  };
  const expected = { inputTokens: 300, inputImageTokens: 258, outputTokens: 1300, outputImageTokens: 1290 };
  expect(gemini.readResponse({ usageMetadata: generated }).usage).toMatchObject(expected);
  // Streamed, with a last report that has no details.
  const last = { promptTokenCount: 300, candidatesTokenCount: 1300 };
  expect(readStream(gemini, [{ usageMetadata: generated }, { usageMetadata: last }]).usage).toMatchObject(expected);
});

test.each([
  [{ generation: "Hi", prompt_token_count: 9, generation_token_count: 2, stop_reason: "stop" }, 9, 2],
  [{ inputTextTokenCount: 9, results: [{ tokenCount: 2, outputText: "Hi" }, { tokenCount: 1 }] }, 9, 3],
])("Bedrock's models count in their own words: %j", (body, inputTokens, outputTokens) => {
  expect(bedrock.readResponse(body).usage).toMatchObject({ inputTokens, outputTokens });
});

test("Anthropic's web searches are counted", () => {
  const usage = { input_tokens: 5, output_tokens: 2, server_tool_use: { web_search_requests: 3 } };
  expect(anthropicMessages.readResponse({ usage }).usage).toMatchObject({ webSearches: 3 });
  const facts = readStream(anthropicMessages, [
    { message: { usage: { input_tokens: 5, output_tokens: 1 } } },
    { usage },
  ]);
  expect(facts.usage).toMatchObject({ inputTokens: 5, outputTokens: 2, webSearches: 3 });
});

test("refusals, legacy function calls and custom tools are output", () => {
  const facts = readStream(openAiChat, [
    { choices: [{ index: 0, delta: { refusal: "I can" } }] },
    { choices: [{ index: 0, delta: { refusal: "not." } }] },
    { choices: [{ index: 1, delta: { function_call: { name: "f", arguments: "{}" } } }] },
    { choices: [{ index: 1, delta: { tool_calls: [{ custom: { name: "sql", input: "SELECT" } }] } }] },
  ]);
  expect(facts.outputText).toBe("I cannot.\n\nf {}\nsql SELECT");
});

test("Mistral's thinking parts are reasoning", () => {
  const content = [
    { type: "thinking", thinking: [{ type: "text", text: "Hm" }] },
    { type: "text", text: "Yes" },
  ];
  expect(openAiChat.readResponse({ choices: [{ message: { content } }] }).outputText).toBe("Yes\nHm");
});

test("OpenRouter with one's own key: fee and the provider's price are added", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 1, cost: 0.0001, is_byok: true };
  const facts = openAiChat.readResponse({ usage: { ...usage, cost_details: { upstream_inference_cost: 0.002 } } });
  expect(facts.reportedCost).toBe(2_100_000);
});

test.each([-1, 0.5, 2 ** 31, 1e308, Number.NaN, "7", null, {}, [7]])("%j is no count", (count) => {
  const usage = { prompt_tokens: count, completion_tokens: 2, prompt_tokens_details: { cached_tokens: count } };
  expect(openAiChat.readResponse({ usage }).usage).toMatchObject({
    inputTokens: null,
    outputTokens: 2,
    cacheReadTokens: null,
  });
});

test("xAI reports the cost in ticks", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 1, cost_in_usd_ticks: 232_856_000 };
  expect(openAiChat.readResponse({ usage }).reportedCost).toBe(23_285_600);
});

test("only a total: the rest of it is output, or all of it input where there is no output", () => {
  expect(openAiChat.readResponse({ usage: { prompt_tokens: 4, total_tokens: 10 } }).usage?.outputTokens).toBe(6);
  expect(openAiEmbeddings.readResponse({ usage: { total_tokens: 10 } }).usage?.inputTokens).toBe(10);
  expect(openAiEmbeddings.readResponse({ meta: { billed_units: { input_tokens: 3 } } }).usage?.inputTokens).toBe(3);
});

test("transcriptions by the second have no tokens", () => {
  const facts = openAiMedia.readResponse({ text: "Hi", usage: { type: "duration", seconds: 9.5 } });
  expect(facts).toMatchObject({ usage: { inputTokens: null, inputAudioSeconds: 9.5 }, outputText: "Hi" });
  for (const seconds of [-1, 1e12, "9", null]) {
    expect(openAiMedia.readResponse({ usage: { type: "duration", seconds } }).usage).toBeNull();
  }
});

test("a Responses stream that was cancelled keeps its deltas", () => {
  const facts = readStream(openAiResponses, [
    { type: "response.created", response: { id: "r", model: "gpt-5", status: "in_progress", output: [] } },
    { type: "response.output_text.delta", delta: "Half" },
    { type: "response.output_text.delta", delta: " an" },
  ]);
  expect(facts).toMatchObject({ model: "gpt-5", responseId: "r", usage: null, outputText: "Half an" });
});

test("a Responses stream that failed says why", () => {
  const failed = { id: "r", status: "failed", error: { code: "server_error", message: "Broken" }, output: [] };
  expect(readStream(openAiResponses, [{ type: "response.failed", response: failed }])).toMatchObject({
    error: "Broken",
    finishReason: "failed",
  });
  expect(readStream(openAiResponses, [{ type: "error", message: "Worse" }]).error).toBe("Worse");
});

test("Anthropic without cache counts, and with usage only at the end", () => {
  const plain = anthropicMessages.readResponse({ usage: { input_tokens: 7, output_tokens: 2 } });
  expect(plain.usage).toMatchObject({ inputTokens: 7, outputTokens: 2, cacheReadTokens: null });
  const late = readStream(anthropicMessages, [
    { type: "message_start", message: { usage: { input_tokens: 0, output_tokens: 0 } } },
    { type: "message_delta", delta: {}, usage: { input_tokens: 7, cache_read_input_tokens: 3, output_tokens: 2 } },
  ]);
  expect(late.usage).toMatchObject({ inputTokens: 10, outputTokens: 2, cacheReadTokens: 3 });
});

test("Gemini: a blocked prompt, an embedding on Vertex, an error in an array", () => {
  const blocked = gemini.readResponse({
    promptFeedback: { blockReason: "SAFETY" },
    usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 },
  });
  expect(blocked).toMatchObject({ finishReason: "SAFETY", usage: { inputTokens: 8, outputTokens: 0 } });
  const predictions = [
    { embeddings: { statistics: { token_count: 4 } } },
    { embeddings: { statistics: { token_count: 5 } } },
  ];
  expect(gemini.readResponse({ predictions }).usage?.inputTokens).toBe(9);
  expect(gemini.readResponse([{ error: { code: 400, message: "Bad key" } }]).error).toBe("Bad key");
});

test.each([
  [{ error: { message: "A" } }, "A"],
  [{ type: "error", error: { type: "x", message: "B" } }, "B"],
  [{ error: "C" }, "C"],
  [{ message: "D" }, "D"],
  [{ detail: "E" }, "E"],
  [{ error: { message: "" } }, null],
  [{ error: null }, null],
])("the error message of %j", (body, message) => {
  expect(openAiChat.readResponse(body).error).toBe(message);
});
