import type { Outcome } from "@/db/outcome";
import type { Usage, UsageSource } from "@/lib/providers/types";
import { FEATURES } from "./features";
import type { Incident } from "./incident";
import type { Random } from "./random";
import type { PlannedCall } from "./visit";

/** How a call went. */
export type Result = {
  status: number;
  outcome: Outcome;
  error: string | null;
  latencyMs: number;
  ttftMs: number | null;
  stream: boolean;
  usage: Usage | null;
  usageSource: UsageSource;
  finishReason: string | null;
};

type Failure = { status: number; error: string; outcome: Outcome; latencyMs: number };

const RATE_LIMIT = "Rate limit reached: please try again in 2 s.";

/** Decides tokens, times and luck of one call. */
export function answer(call: PlannedCall, incident: Incident, random: Random): Result {
  const stream = random.chance(FEATURES[call.feature].streamed);
  const failure = fails(call, incident, random);
  if (failure) {
    const { status, error, outcome, latencyMs } = failure;
    const nothing = { ttftMs: null, usage: null, usageSource: "none", finishReason: null } as const;
    return { status, outcome, error, latencyMs, stream, ...nothing };
  }
  const usage = countTokens(call, incident, random);
  const slowdown = (call.person?.distance ?? 1) * (call.inIncident ? incident.slowdown : 1);
  const thinking = ((usage.reasoningTokens ?? 0) / call.model.tokensPerSecond) * 1000;
  const reading = (usage.inputTokens ?? 0) * 0.04;
  const ttftMs = Math.round((random.around(call.model.ttftMs, 0.35) + reading + thinking) * slowdown);
  const spoken = (usage.outputTokens ?? 0) - (usage.reasoningTokens ?? 0);
  const speakingMs = (spoken / random.around(call.model.tokensPerSecond, 0.2)) * 1000 * slowdown;
  const whole: Result = {
    status: 200,
    outcome: "completed",
    error: null,
    latencyMs: ttftMs + Math.round(speakingMs),
    ttftMs: stream ? ttftMs : null,
    stream,
    usage,
    usageSource: "reported",
    finishReason: "stop",
  };
  return stream ? maybeBrokenOff(whole, random) : whole;
}

/** Some people close the tab in the middle of an answer; once in a while the provider breaks off. */
function maybeBrokenOff(whole: Result, random: Random): Result {
  const outcome = random.weighted<Outcome>([
    ["completed", 974],
    ["cancelled", 24],
    ["interrupted", 2],
  ]);
  if (outcome === "completed" || !whole.usage || whole.ttftMs === null) return whole;
  const heard = 0.1 + 0.8 * random.next();
  const { inputTokens, outputTokens } = whole.usage;
  const spoken = whole.latencyMs - whole.ttftMs;
  return {
    ...whole,
    outcome,
    latencyMs: whole.ttftMs + Math.round(spoken * heard),
    usage: { ...NOTHING_KNOWN, inputTokens, outputTokens: Math.ceil((outputTokens ?? 0) * heard) },
    usageSource: "estimated",
    finishReason: null,
    error: outcome === "interrupted" ? "The upstream closed the connection in the middle of its answer." : null,
  };
}

function fails(call: PlannedCall, incident: Incident, random: Random): Failure | null {
  const errorRate = call.inIncident ? incident.errorRate : call.model.provider === "groq" ? 0.021 : 0.009;
  if (!random.chance(errorRate)) return null;
  const quick = Math.round(random.around(160, 0.4));
  const slow = Math.round(random.around(9_000, 0.5));
  const overloaded = call.model.provider === "anthropic" ? 529 : 503;
  return random.weighted<Failure>([
    [{ status: 429, error: RATE_LIMIT, outcome: "completed", latencyMs: quick }, call.inIncident ? 70 : 50],
    [{ status: overloaded, error: "Overloaded.", outcome: "completed", latencyMs: slow }, 18],
    [
      {
        status: 500,
        error: "The server had an error while processing your request.",
        outcome: "completed",
        latencyMs: slow,
      },
      12,
    ],
    [
      {
        status: 400,
        error: "This model's maximum context length was exceeded.",
        outcome: "completed",
        latencyMs: quick,
      },
      12,
    ],
    [
      {
        status: 502,
        error: "The upstream could not be reached: connect ETIMEDOUT.",
        outcome: "unreachable",
        latencyMs: 10_000,
      },
      4,
    ],
  ]);
}

const NOTHING_KNOWN = {
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  inputAudioTokens: null,
  outputAudioTokens: null,
};

function countTokens(call: PlannedCall, incident: Incident, random: Random): Usage {
  const feature = FEATURES[call.feature];
  const shorter = call.device === "mobile" ? 0.7 : 1;
  const customer = call.person?.plan === "enterprise" ? 1.5 : 1;
  // What was said before is sent again, until the client drops the oldest of it.
  const history = 1 + Math.min(call.turn, 12) * 0.55;
  const growth = call.inIncident ? incident.promptGrowth : 1;
  const inputTokens = Math.round(random.around(feature.inputTokens, 0.45) * shorter * customer * history * growth);
  const spoken = Math.max(1, Math.round(random.around(feature.outputTokens, 0.5) * shorter));
  const reasoningTokens = call.model.reasons ? Math.round(random.around(180, 0.7)) : null;
  return {
    ...NOTHING_KNOWN,
    ...cacheTokens(call, inputTokens, random),
    inputTokens,
    outputTokens: spoken + (reasoningTokens ?? 0),
    reasoningTokens,
  };
}

/** OpenAI caches by itself from 1,024 tokens on; Anthropic's cache is written by the first call of a visit. */
function cacheTokens(call: PlannedCall, inputTokens: number, random: Random): Partial<Usage> {
  const { cached } = FEATURES[call.feature];
  if (cached === 0) return {};
  const share = Math.round(inputTokens * cached);
  if (call.model.provider === "anthropic") {
    return call.turn === 0
      ? { cacheReadTokens: 0, cacheWriteTokens: share }
      : { cacheReadTokens: share, cacheWriteTokens: Math.round(share * 0.1) };
  }
  if (call.model.provider !== "openai") return {};
  return { cacheReadTokens: inputTokens >= 1024 && random.chance(0.7) ? share - (share % 128) : 0 };
}
