import type { RequestRecord } from "@/lib/ingest/request-record";
import { writeBodies } from "./bodies";
import { converse } from "./conversations";
import type { Incident } from "./incident";
import { answer, type Result } from "./outcome";
import type { Random } from "./random";
import type { PlannedCall } from "./visit";

const PREVIEW = 300;
/** The newest calls can be read whole; of the older ones only some, to keep the demo small. */
const BODIES_MS = 36 * 3_600_000;
const OLDER_WITH_BODIES = 0.06;

/** The record the gateway would have made of this call. */
export function recordOf(
  call: PlannedCall,
  projectId: number,
  now: number,
  incident: Incident,
  random: Random,
): RequestRecord {
  const result = answer(call, incident, random);
  const exchange = converse(call.feature, random);
  const id = identify(call.at, random);
  const withBodies = random.chance(OLDER_WITH_BODIES) || now - call.at < BODIES_MS;
  const bodies = withBodies ? writeBodies(call, result, exchange, random.hex(24)) : null;
  const answered = result.status === 200;
  return {
    id,
    projectId,
    createdAt: call.at,
    callerId: null,
    provider: call.model.provider,
    priceId: call.model.priceId,
    method: "POST",
    path: pathOf(call, result),
    upstreamHost: call.model.host,
    status: result.status,
    outcome: result.outcome,
    latencyMs: result.latencyMs,
    ttftMs: result.ttftMs,
    stream: result.stream,
    requestModel: call.model.name,
    responseModel: answered ? call.model.answersAs : null,
    modelOverride: null,
    usage: result.usage,
    usageSource: result.usageSource,
    estimateFrom: null,
    reportedCost: null,
    finishReason: result.finishReason,
    responseId: answered ? `${call.model.provider === "anthropic" ? "msg_" : "chatcmpl-"}${id.slice(-12)}` : null,
    error: result.error,
    userId: call.untagged ? null : (call.person?.id ?? null),
    sessionId: call.sessionId,
    sessionPath: call.sessionId === null ? null : `/${call.feature}/${call.turn + 1}`,
    sessionName: call.sessionId === null ? null : call.feature,
    promptId: call.untagged ? null : `${call.feature}-v3`,
    properties: call.untagged ? [] : propertiesOf(call),
    cutProperties: [],
    parameters: call.model.provider === "anthropic" ? { max_tokens: 2048 } : { temperature: 0.4 },
    requestPreview: exchange.prompt.slice(0, PREVIEW),
    responsePreview: answered ? exchange.answer.slice(0, PREVIEW) : "",
    requestBody: bodies?.requestBody ?? null,
    responseBody: bodies?.responseBody ?? null,
  };
}

/** The cookbook's properties, in the spelling of its headers. */
function propertiesOf({ environment, feature, person, device, jobId }: PlannedCall): RequestRecord["properties"] {
  const pairs: [key: string, spelling: string, value: string | null][] = [
    ["environment", "Environment", environment],
    ["feature", "Feature", feature],
    ["user-type", "User-Type", person?.userType ?? null],
    ["plan", "Plan", person?.plan ?? null],
    ["location", "Location", person?.location ?? null],
    ["device-type", "Device-Type", device],
    ["activity-level", "Activity-Level", person?.activity ?? null],
    ["job-uuid", "Job-UUID", jobId],
  ];
  return pairs.flatMap(([key, spelling, value]) => (value === null ? [] : [{ key, spelling, value }]));
}

function pathOf({ model }: PlannedCall, { stream }: Result): string {
  return model.provider === "google" && stream
    ? model.path.replace(":generateContent", ":streamGenerateContent?alt=sse")
    : model.path;
}

/** A UUIDv7 of that moment, its random part from the demo's own source of chance. */
function identify(at: number, random: Random): string {
  const time = at.toString(16).padStart(12, "0");
  const variant = random.pick(["8", "9", "a", "b"]);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.hex(3)}-${variant}${random.hex(3)}-${random.hex(12)}`;
}
