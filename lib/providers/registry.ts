import { anthropicError, googleError, messageError, ollamaError, openAiError } from "@/lib/providers/errors";
import { shapeForPath } from "@/lib/providers/shape-for-path";
import type { Provider } from "@/lib/providers/types";

type ProviderData = Partial<Provider> & Pick<Provider, "id" | "displayName" | "baseUrl">;

/** Most providers speak OpenAI's shapes and errors and are priced under their own name. */
function provider(data: ProviderData): Provider {
  return { aliases: [], hosts: [], priceId: data.id, shapeFor: shapeForPath, errorBody: openAiError, ...data };
}

/**
 * Every upstream. `baseUrl` ends where the provider's own path begins, version and all: /gateway/openai/v1/chat/completions,
 * /gateway/groq/openai/v1/..., /gateway/openrouter/api/v1/..., /gateway/google/v1beta/..., /gateway/fireworks/inference/v1/...
 */
export const PROVIDERS: readonly Provider[] = [
  provider({
    id: "openai",
    displayName: "OpenAI",
    aliases: ["oai", "open-ai"],
    baseUrl: "https://api.openai.com",
    hosts: ["api.openai.com", ".api.openai.com"],
  }),
  provider({
    id: "azure",
    displayName: "Azure OpenAI",
    aliases: ["azure-openai", "azureopenai", "azure-ai"],
    // Each customer has a host of their own, named by Helicone-OpenAI-Api-Base or Helicone-Target-URL.
    baseUrl: null,
    hosts: [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".models.ai.azure.com"],
  }),
  provider({
    id: "anthropic",
    displayName: "Anthropic",
    aliases: ["claude"],
    baseUrl: "https://api.anthropic.com",
    hosts: ["api.anthropic.com"],
    errorBody: anthropicError,
  }),
  provider({
    id: "google",
    displayName: "Google Gemini",
    aliases: ["gemini", "googleapis", "generativelanguage", "google-ai-studio", "google-genai", "google-ai"],
    baseUrl: "https://generativelanguage.googleapis.com",
    hosts: ["generativelanguage.googleapis.com"],
    errorBody: googleError,
  }),
  provider({
    id: "vertex",
    displayName: "Google Vertex AI",
    aliases: ["vertexai", "vertex-ai", "google-vertex", "gcp-vertex"],
    // Locations have hosts of their own (us-central1-aiplatform.googleapis.com): those need Helicone-Target-URL.
    baseUrl: "https://aiplatform.googleapis.com",
    hosts: ["aiplatform.googleapis.com", "-aiplatform.googleapis.com"],
    priceId: "google",
    errorBody: googleError,
  }),
  provider({
    id: "bedrock",
    displayName: "Amazon Bedrock",
    aliases: ["aws", "aws-bedrock", "amazon-bedrock"],
    baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com",
    hosts: ["bedrock-runtime.*.amazonaws.com"],
    priceId: "aws",
    errorBody: messageError,
  }),
  provider({
    id: "groq",
    displayName: "Groq",
    baseUrl: "https://api.groq.com",
    hosts: ["api.groq.com"],
  }),
  provider({
    id: "mistral",
    displayName: "Mistral",
    aliases: ["mistralai", "mistral-ai"],
    baseUrl: "https://api.mistral.ai",
    hosts: ["api.mistral.ai", "codestral.mistral.ai"],
  }),
  provider({
    id: "deepseek",
    displayName: "DeepSeek",
    aliases: ["deep-seek"],
    baseUrl: "https://api.deepseek.com",
    hosts: ["api.deepseek.com"],
  }),
  provider({
    id: "xai",
    displayName: "xAI",
    aliases: ["x-ai", "x", "grok"],
    baseUrl: "https://api.x.ai",
    hosts: ["api.x.ai", ".api.x.ai"],
    priceId: "x-ai",
  }),
  provider({
    id: "together",
    displayName: "Together AI",
    aliases: ["togetherai", "together-ai"],
    baseUrl: "https://api.together.xyz",
    hosts: ["api.together.xyz", "api.together.ai"],
  }),
  provider({
    id: "fireworks",
    displayName: "Fireworks AI",
    aliases: ["fireworksai", "fireworks-ai"],
    baseUrl: "https://api.fireworks.ai",
    hosts: ["api.fireworks.ai"],
  }),
  provider({
    id: "openrouter",
    displayName: "OpenRouter",
    aliases: ["open-router"],
    baseUrl: "https://openrouter.ai",
    hosts: ["openrouter.ai", ".openrouter.ai"],
  }),
  provider({
    id: "perplexity",
    displayName: "Perplexity",
    aliases: ["pplx", "perplexityai", "perplexity-ai"],
    baseUrl: "https://api.perplexity.ai",
    hosts: ["api.perplexity.ai"],
  }),
  provider({
    id: "cohere",
    displayName: "Cohere",
    aliases: ["cohere-ai", "cohereai"],
    baseUrl: "https://api.cohere.com",
    hosts: ["api.cohere.com", "api.cohere.ai"],
    errorBody: messageError,
  }),
  provider({
    id: "ollama",
    displayName: "Ollama",
    aliases: ["ollama-local"],
    baseUrl: "http://127.0.0.1:11434",
    hosts: ["ollama.com"],
    errorBody: ollamaError,
  }),
  provider({
    id: "vllm",
    displayName: "vLLM",
    aliases: ["hosted-vllm"],
    baseUrl: "http://127.0.0.1:8000",
  }),
  provider({
    id: "custom",
    displayName: "Custom",
    aliases: ["gateway"],
    baseUrl: null,
  }),
];

const BY_NAME = new Map(
  PROVIDERS.flatMap((entry) => [entry.id, ...entry.aliases].map((name): [string, Provider] => [name, entry])),
);

/** The provider of a gateway path: by id or alias, in any case, `_` as good as `-`. Null when there is none. */
export function findProvider(name: string): Provider | null {
  return BY_NAME.get(name.toLowerCase().replaceAll("_", "-")) ?? null;
}

/** The provider that serves at `hostname` (no port), so that a `custom` target is priced right. Null when unknown. */
export function providerForHost(hostname: string): Provider | null {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  return PROVIDERS.find((entry) => entry.hosts.some((pattern) => matchesHost(host, pattern))) ?? null;
}

/** A pattern that starts with `.` or `-` takes in every host that ends so; `*` stands for one label. */
function matchesHost(host: string, pattern: string): boolean {
  if (pattern.startsWith(".") || pattern.startsWith("-")) return host.endsWith(pattern);
  if (!pattern.includes("*")) return host === pattern;
  const [start = "", end = ""] = pattern.split("*");
  const label = host.slice(start.length, host.length - end.length);
  return host.startsWith(start) && host.endsWith(end) && /^[a-z0-9-]+$/.test(label);
}
