import type { ModelName } from "./models";
import type { Plan } from "./people";
import type { Weighted } from "./random";

export type FeatureName = "spellcheck" | "chat" | "summarize" | "translate" | "search" | "agent" | "extract";

type Choice<T> = readonly [Weighted<T>, ...Weighted<T>[]];

/** What one feature of the imaginary product asks of its models. */
export type Feature = {
  /** Calls of one visit, fewest and most. */
  calls: readonly [number, number];
  /** Seconds between two calls of a visit. */
  pauseSeconds: number;
  /** Median tokens of the first call; every further one carries what was said before. */
  inputTokens: number;
  outputTokens: number;
  /** Share of calls that are streamed. */
  streamed: number;
  /** Share of the prompt that is the same every time and comes from the provider's cache. */
  cached: number;
  models: Record<Plan, Choice<ModelName>>;
};

/** Everybody gets one small model, paying customers another choice. */
function byPlan(free: Choice<ModelName>, paid: Choice<ModelName>, enterprise = paid): Feature["models"] {
  return { free, pro: paid, team: paid, enterprise };
}

export const FEATURES: Record<FeatureName, Feature> = {
  spellcheck: {
    calls: [1, 6],
    pauseSeconds: 20,
    inputTokens: 210,
    outputTokens: 160,
    streamed: 0,
    cached: 0,
    models: byPlan(
      [
        ["gpt4oMini", 7],
        ["mistralSmall", 3],
      ],
      [
        ["gpt4oMini", 5],
        ["gpt41Mini", 3],
        ["houseRewriter", 2],
      ],
    ),
  },
  chat: {
    calls: [1, 8],
    pauseSeconds: 45,
    inputTokens: 620,
    outputTokens: 290,
    streamed: 1,
    cached: 0.5,
    models: byPlan(
      [
        ["gpt4oMini", 6],
        ["llama", 3],
        ["geminiFlash", 2],
      ],
      [
        ["gpt5Mini", 5],
        ["gpt4o", 3],
        ["sonnet", 2],
      ],
      [
        ["gpt5", 4],
        ["sonnet", 5],
        ["gpt4o", 1],
      ],
    ),
  },
  summarize: {
    calls: [1, 2],
    pauseSeconds: 90,
    inputTokens: 3100,
    outputTokens: 260,
    streamed: 0.4,
    cached: 0,
    models: byPlan(
      [["geminiFlash", 1]],
      [
        ["geminiFlash", 5],
        ["haiku", 4],
        ["gpt41Mini", 2],
      ],
      [
        ["sonnet", 5],
        ["haiku", 3],
      ],
    ),
  },
  translate: {
    calls: [1, 3],
    pauseSeconds: 40,
    inputTokens: 420,
    outputTokens: 440,
    streamed: 0.7,
    cached: 0,
    models: byPlan(
      [["gpt4oMini", 1]],
      [
        ["gpt4o", 2],
        ["mistralSmall", 2],
        ["haiku", 3],
      ],
    ),
  },
  search: {
    calls: [1, 3],
    pauseSeconds: 15,
    inputTokens: 1900,
    outputTokens: 180,
    streamed: 0.9,
    cached: 0.3,
    models: byPlan(
      [["llama", 1]],
      [
        ["llama", 3],
        ["gpt41Mini", 4],
        ["geminiFlash", 2],
      ],
    ),
  },
  agent: {
    calls: [3, 12],
    pauseSeconds: 6,
    inputTokens: 2400,
    outputTokens: 420,
    streamed: 0.5,
    cached: 0.7,
    models: byPlan(
      [["gpt5Mini", 1]],
      [
        ["gpt5", 3],
        ["sonnet", 5],
        ["gpt5Mini", 3],
      ],
      [
        ["sonnet", 6],
        ["gpt5", 4],
      ],
    ),
  },
  extract: {
    calls: [1, 1],
    pauseSeconds: 1,
    inputTokens: 1500,
    outputTokens: 230,
    streamed: 0,
    cached: 0.4,
    models: byPlan(
      [["gpt41Mini", 1]],
      [
        ["gpt41Mini", 6],
        ["haiku", 3],
      ],
    ),
  },
};

/** What people come for: free users have their spelling checked, large customers let agents work. */
export const INTERESTS: Record<Plan, Choice<FeatureName>> = {
  free: [
    ["spellcheck", 52],
    ["chat", 22],
    ["translate", 12],
    ["search", 9],
    ["summarize", 4],
    ["agent", 1],
  ],
  pro: [
    ["spellcheck", 24],
    ["chat", 34],
    ["translate", 12],
    ["search", 12],
    ["summarize", 13],
    ["agent", 5],
  ],
  team: [
    ["spellcheck", 17],
    ["chat", 31],
    ["search", 19],
    ["summarize", 16],
    ["translate", 8],
    ["agent", 9],
  ],
  enterprise: [
    ["spellcheck", 11],
    ["chat", 26],
    ["search", 19],
    ["summarize", 17],
    ["agent", 19],
    ["translate", 8],
  ],
};
