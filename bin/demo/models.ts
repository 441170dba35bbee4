/** A model of the demo: who serves it and how fast. Prices come from the price table, like everybody's. */
export type DemoModel = {
  provider: string;
  priceId: string;
  host: string;
  path: string;
  /** As the request names it. */
  name: string;
  /** As the answer names it. */
  answersAs: string;
  /** Median milliseconds to the first token. */
  ttftMs: number;
  tokensPerSecond: number;
  reasons: boolean;
};

type Speed = Pick<DemoModel, "ttftMs" | "tokensPerSecond"> & { reasons?: boolean };

function openAi(name: string, snapshot: string, speed: Speed): DemoModel {
  const place = { provider: "openai", priceId: "openai", host: "api.openai.com", path: "/v1/chat/completions" };
  return { ...place, name, answersAs: `${name}${snapshot}`, reasons: false, ...speed };
}

function anthropic(name: string, snapshot: string, speed: Speed): DemoModel {
  const place = { provider: "anthropic", priceId: "anthropic", host: "api.anthropic.com", path: "/v1/messages" };
  return { ...place, name, answersAs: `${name}${snapshot}`, reasons: false, ...speed };
}

function gemini(name: string, speed: Speed): DemoModel {
  const path = `/v1beta/models/${name}:generateContent`;
  const place = { provider: "google", priceId: "google", host: "generativelanguage.googleapis.com", path };
  return { ...place, name, answersAs: name, reasons: false, ...speed };
}

export const MODELS = {
  gpt5: openAi("gpt-5", "-2025-08-07", { ttftMs: 1900, tokensPerSecond: 72, reasons: true }),
  gpt5Mini: openAi("gpt-5-mini", "-2025-08-07", { ttftMs: 900, tokensPerSecond: 120, reasons: true }),
  gpt4o: openAi("gpt-4o", "-2024-08-06", { ttftMs: 520, tokensPerSecond: 88 }),
  gpt4oMini: openAi("gpt-4o-mini", "-2024-07-18", { ttftMs: 380, tokensPerSecond: 105 }),
  gpt41Mini: openAi("gpt-4.1-mini", "-2025-04-14", { ttftMs: 430, tokensPerSecond: 98 }),
  sonnet: anthropic("claude-sonnet-4-5", "-20250929", { ttftMs: 1100, tokensPerSecond: 64 }),
  haiku: anthropic("claude-haiku-4-5", "-20251001", { ttftMs: 480, tokensPerSecond: 135 }),
  geminiFlash: gemini("gemini-2.5-flash", { ttftMs: 420, tokensPerSecond: 160 }),
  llama: {
    ...openAi("llama-3.3-70b-versatile", "", { ttftMs: 190, tokensPerSecond: 290 }),
    provider: "groq",
    priceId: "groq",
    host: "api.groq.com",
    path: "/openai/v1/chat/completions",
  },
  mistralSmall: {
    ...openAi("mistral-small-latest", "", { ttftMs: 340, tokensPerSecond: 110 }),
    provider: "mistral",
    priceId: "mistral",
    host: "api.mistral.ai",
  },
  /** Fine-tuned and served in-house: the price table does not know it, so it shows what "unpriced" looks like. */
  houseRewriter: {
    ...openAi("inkwell-rewriter-2", "", { ttftMs: 240, tokensPerSecond: 140 }),
    provider: "vllm",
    priceId: "vllm",
    host: "rewriter.inkwell.internal",
  },
} satisfies Record<string, DemoModel>;

export type ModelName = keyof typeof MODELS;
