import { expect, test } from "vitest";
import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { bedrock } from "@/lib/providers/bedrock";
import { gemini } from "@/lib/providers/gemini";
import { openAiChat } from "@/lib/providers/openai-chat";
import { openAiResponses } from "@/lib/providers/openai-responses";
import type { ProviderShape } from "@/lib/providers/types";

const WHOLE: [string, ProviderShape, unknown, string | null][] = [
  ["chat", openAiChat, { service_tier: "flex", choices: [] }, "flex"],
  ["responses", openAiResponses, { service_tier: "priority" }, "priority"],
  ["Anthropic", anthropicMessages, { usage: { service_tier: "standard" } }, "standard"],
  ["Anthropic's fast mode", anthropicMessages, { usage: { service_tier: "standard", speed: "fast" } }, "fast"],
  ["Gemini", gemini, { usageMetadata: { serviceTier: "FLEX" } }, "flex"],
  ["Vertex", gemini, { usageMetadata: { trafficType: "ON_DEMAND_PRIORITY" } }, "priority"],
  ["Bedrock", bedrock, { output: { message: {} }, serviceTier: { type: "flex" } }, "flex"],
  ["none", openAiChat, { service_tier: 7 }, null],
];

test.each(WHOLE)("how a whole answer was served: %s", (_, shape, body, tier) => {
  expect(shape.readResponse(body).serviceTier).toBe(tier);
});

test.each([
  ["chat", openAiChat, [{ service_tier: "flex" }, { choices: [] }], undefined],
  ["responses", openAiResponses, [{ type: "response.completed", response: { service_tier: "flex" } }], undefined],
  [
    "Anthropic",
    anthropicMessages,
    [{ message: { usage: { speed: "fast" } } }, { usage: { output_tokens: 1 } }],
    undefined,
  ],
  ["Gemini", gemini, [{ usageMetadata: { serviceTier: "flex" } }, { candidates: [] }], undefined],
  ["Bedrock", bedrock, [{ serviceTier: { type: "flex" }, usage: { inputTokens: 1 } }], "metadata"],
] as const)("how a streamed answer was served: %s", (name, shape, events, eventName) => {
  const reader = shape.openStream();
  for (const event of events) reader.read(JSON.stringify(event), eventName);
  expect(reader.facts().serviceTier).toBe(name === "Anthropic" ? "fast" : "flex");
});
