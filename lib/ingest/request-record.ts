import type { Outcome } from "@/db/outcome";
import type { Usage, UsageSource } from "@/lib/providers/types";

/** One captured body: as received on the wire, decoded from its content encoding when that is known. */
export type CapturedBody = {
  bytes: Uint8Array;
  contentType: string | null;
  /** Only the first part was kept: the body was longer than FACET_CAPTURE_BYTES. */
  cut: boolean;
  /** Length of the whole body as it passed. */
  length: number;
};

/**
 * What is kept of one LLM call: made by the gateway, carried by the spool, finished (estimates, cost) and stored by the
 * writer. Only plain data: it must survive structured clone and msgpack.
 */
export type RequestRecord = {
  /** UUIDv7; `createdAt` is its time. */
  id: string;
  projectId: number;
  /** Milliseconds since the epoch at which the call arrived; equals the time inside `id`. */
  createdAt: number;
  /** The caller's own `Helicone-Request-Id`, when valid. */
  callerId: string | null;
  provider: string;
  /** The provider's id in the price table. */
  priceId: string;
  method: string;
  /** The provider's own path with its query string, secrets (`key=`) removed. */
  path: string;
  /** Host the call went to. */
  upstreamHost: string;
  /** HTTP status the client saw; 499 when it left before any. */
  status: number;
  /**
   * How the call ended. `completed`: whole answer delivered (whatever its status). `cancelled`: the client left.
   * `interrupted`: the upstream broke off in the middle. `unreachable`: no answer from upstream; the gateway answered.
   */
  outcome: Outcome;
  /** Milliseconds from arrival to the last byte. */
  latencyMs: number;
  /** Milliseconds from arrival to the first byte of the body; null when not streamed or none came. */
  ttftMs: number | null;
  stream: boolean;
  /** Model named by the request. */
  requestModel: string | null;
  /** Model named by the answer. */
  responseModel: string | null;
  /** `Helicone-Model-Override`: priced as this model. */
  modelOverride: string | null;
  usage: Usage | null;
  usageSource: UsageSource;
  /** Texts to count with the tokenizer, set by the gateway only when usage has to be estimated; dropped by the writer. */
  estimateFrom: { prompt: string; output: string } | null;
  /** Nano-dollars as reported by the provider itself. */
  reportedCost: number | null;
  /** How it was served, as the answer says; missing in the spool of an older Facet. */
  serviceTier?: string | null;
  finishReason: string | null;
  responseId: string | null;
  error: string | null;
  userId: string | null;
  sessionId: string | null;
  sessionPath: string | null;
  sessionName: string | null;
  promptId: string | null;
  /** ISO 3166-1 alpha-2; missing in the spool of an older Facet. */
  country?: string | null;
  /** Canonical key to value and the spelling it arrived in. A list of pairs, not an object: keys are hostile input. */
  properties: { key: string; spelling: string; value: string }[];
  /** Canonical keys whose value was longer than 1,024 characters and was cut. */
  cutProperties: string[];
  parameters: Record<string, unknown>;
  requestPreview: string;
  responsePreview: string;
  /** Beginning of the answer as plain text, for search; missing in entries that were spooled before it was there. */
  answerText?: string;
  /** Null when omitted on the caller's wish or empty. */
  requestBody: CapturedBody | null;
  responseBody: CapturedBody | null;
};
