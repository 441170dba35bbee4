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
import type { ProviderShape } from "@/lib/providers/types";

/**
 * The wire shapes by the end of the path, which no two of them share: so one table serves every provider, `custom`
 * included, and any prefix (Azure deployments, Groq's /openai/v1, OpenRouter's /api/v1). Ends that are not listed, such as
 * /v1/responses/<id>, /v1/messages/count_tokens or /v1/threads/<id>/messages, are passed through without usage.
 */
const SHAPES: [RegExp, ProviderShape][] = [
  [/\/completions$/, openAiChat],
  [/\/responses$/, openAiResponses],
  [/\/(?:embeddings|moderations|v\d+\/embed|v\d+\/rerank)$/, openAiEmbeddings],
  [/\/images\/(?:generations|edits|variations)$/, openAiMedia],
  [/\/audio\/(?:transcriptions|translations|speech)$/, openAiMedia],
  [/\/v\d+\/messages$/, anthropicMessages],
  // On Vertex the publisher's own shape, under a path that names them: Anthropic's, or OpenAI's (Mistral, AI21).
  [/\/publishers\/(?!anthropic\/)[^/]+\/models\/[^/]+:(?:streamR|r)awPredict$/, openAiChat],
  [/:(?:streamR|r)awPredict$/, anthropicMessages],
  [/:(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|predict)$/, gemini],
  [/\/model\/[^/]+\/(?:invoke|invoke-with-response-stream|converse|converse-stream)$/, bedrock],
  [/\/v2\/chat$/, cohereChat],
  [/\/v1\/chat$/, cohereChatV1],
  [/\/api\/(?:chat|generate|embed)$/, ollamaNative],
];

/** The shape spoken at `path` (with or without a query string or a trailing slash); null when none is known. */
export function shapeForPath(path: string): ProviderShape | null {
  const end = path.split(/[?#]/, 1)[0]?.replace(/\/+$/, "") ?? "";
  return SHAPES.find(([pattern]) => pattern.test(end))?.[1] ?? null;
}
