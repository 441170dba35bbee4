import { expect, test } from "vitest";
import { shapeForPath } from "@/lib/providers/shape-for-path";

test.each([
  ["/v1/chat/completions", "openai-chat"],
  ["/openai/v1/chat/completions?x=1", "openai-chat"],
  ["/api/v1/chat/completions/", "openai-chat"],
  ["/openai/deployments/gpt4/chat/completions?api-version=2024-10-21", "openai-chat"],
  ["/v1beta/openai/chat/completions", "openai-chat"],
  ["/v1/completions", "openai-chat"],
  ["/chat/completions", "openai-chat"],
  ["/v1/responses", "openai-responses"],
  ["/openai/v1/responses?api-version=preview", "openai-responses"],
  ["/v1/embeddings", "openai-embeddings"],
  ["/v2/embed", "openai-embeddings"],
  ["/v1/moderations", "openai-embeddings"],
  ["/v1/images/generations", "openai-media"],
  ["/v1/audio/transcriptions", "openai-media"],
  ["/v1/messages", "anthropic-messages"],
  ["/anthropic/v1/messages?beta=true", "anthropic-messages"],
  [
    "/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict",
    "anthropic-messages",
  ],
  ["/v1/projects/p/locations/l/publishers/mistralai/models/mistral-large-2411:rawPredict", "openai-chat"],
  ["/v1beta/models/gemini-2.5-flash:generateContent?key=k", "gemini"],
  ["/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "gemini"],
  ["/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro:streamGenerateContent", "gemini"],
  ["/v1beta/models/gemini-embedding-001:batchEmbedContents", "gemini"],
  ["/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke", "bedrock"],
  ["/model/amazon.nova-lite-v1%3A0/converse-stream", "bedrock"],
  ["/v2/chat", "cohere-chat"],
  ["/v1/chat", "cohere-chat-v1"],
  ["/api/chat", "ollama-native"],
  ["/api/generate", "ollama-native"],
])("%s speaks %s", (path, name) => {
  expect(shapeForPath(path)?.name).toBe(name);
});

test.each([
  "/",
  "",
  "/v1/models",
  "/v1/responses/resp_1",
  "/v1/messages/count_tokens",
  "/v1/messages/batches",
  "/v1/threads/thread_1/messages",
  "/v1beta/models/gemini-2.5-flash:countTokens",
  "/v1/files?path=/v1/chat/completions",
])("%s is passed through", (path) => {
  expect(shapeForPath(path)).toBeNull();
});
