import { z } from "zod";
import { METRIC_NAMES } from "@/lib/filters/metrics";
import { API_ERRORS } from "./errors";

/** What routes answer, for the OpenAPI document. A test holds real answers against these. */
const nullable = {
  text: z.string().nullable(),
  count: z.int().nullable(),
  usd: z.number().nullable(),
};
const moment = z.iso.datetime();

const requestAnswer = z
  .strictObject({
    id: z.string(),
    created_at: moment,
    provider: nullable.text,
    model: nullable.text,
    status: z.int().meta({ description: "HTTP status the client saw; 499: it left before any." }),
    outcome: z.enum(["completed", "cancelled", "interrupted", "unreachable"]),
    error: nullable.text,
    latency_ms: z.int(),
    ttft_ms: nullable.count.meta({ description: "Milliseconds to the first byte; null when not streamed." }),
    cost: nullable.usd.meta({ description: "USD; null: unpriced." }),
    unpriced_reason: nullable.text,
    usage: z.strictObject({
      input_tokens: nullable.count,
      output_tokens: nullable.count,
      total_tokens: nullable.count,
      cache_read_tokens: nullable.count,
      cache_write_tokens: nullable.count,
      estimated: z.boolean(),
    }),
    user_id: nullable.text,
    session_id: nullable.text,
    country: nullable.text.meta({ description: "ISO 3166-1 alpha-2; null: nobody said." }),
    feedback: z.boolean().nullable().meta({ description: "true: good, false: bad, null: not said." }),
    properties: z.record(z.string(), z.string()).meta({ description: "Canonical key to value." }),
  })
  .meta({ id: "Request" });

const body = z.strictObject({
  text: nullable.text.meta({ description: "Null when not kept or not text." }),
  content_type: nullable.text,
  length: nullable.count,
  cut: z.boolean(),
});

const requestDetailAnswer = requestAnswer
  .extend({
    usage: requestAnswer.shape.usage.extend({
      reasoning_tokens: nullable.count,
      audio_tokens: nullable.count,
      source: z.enum(["none", "estimated", "reported"]),
    }),
    cost_details: z.strictObject({
      input: nullable.usd,
      output: nullable.usd,
      cache_read: nullable.usd,
      cache_write: nullable.usd,
      priced_as: nullable.text,
      price_version: nullable.text,
    }),
    caller_id: nullable.text,
    method: z.string(),
    path: z.string(),
    upstream_host: z.string(),
    stream: z.boolean(),
    request_model: nullable.text,
    response_model: nullable.text,
    model_override: nullable.text,
    response_id: nullable.text,
    finish_reason: nullable.text,
    session_path: nullable.text,
    session_name: nullable.text,
    prompt_id: nullable.text,
    cut_properties: z.array(z.string()),
    parameters: z.record(z.string(), z.unknown()),
    request_body: body,
    response_body: body,
  })
  .meta({ id: "RequestDetail" });

export const queryAnswer = z
  .strictObject({
    data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))).meta({
      description: `One object per group: \`time\` with a granularity, the dimensions by name (null: untagged), the metrics (${METRIC_NAMES.join(", ")}). With dimensions, buckets without requests are left out.`,
    }),
    meta: z.strictObject({
      source: z.enum(["facts", "rollups", "rollups+facts"]),
      reason: z.string(),
      ms: z.number(),
      freshness: moment,
      range: z.strictObject({ from: moment, to: moment }),
      granularity: nullable.text,
      time_zone: z.string(),
      truncated: z.boolean(),
      unknown_properties: z.array(z.string()),
    }),
  })
  .meta({ id: "QueryAnswer" });

export const requestsAnswer = z.strictObject({ data: z.array(requestAnswer), next_cursor: nullable.text });
export const requestOneAnswer = z.strictObject({ data: requestDetailAnswer });
export const propertiesAnswer = z.strictObject({
  data: z.array(
    z.strictObject({
      key: z.string(),
      display_name: z.string(),
      requests: z.int(),
      coverage: z.number().meta({ description: "Share of all requests that carry it, 0 to 1." }),
      values: z.int(),
      cost: nullable.usd.meta({ description: "USD of the requests that carry it; null: none of them is priced." }),
      estimated: z
        .boolean()
        .meta({ description: "The figures are estimates from a sample: there is too much to count." }),
    }),
  ),
});
export const valuesAnswer = z.strictObject({
  data: z.array(z.strictObject({ value: z.string(), requests: z.int() })),
  truncated: z.boolean(),
});

const [first = "internal", ...others] = Object.keys(API_ERRORS);
export const errorAnswer = z
  .strictObject({
    error: z.strictObject({ code: z.enum([first, ...others]), message: z.string(), path: z.string().optional() }),
  })
  .meta({ id: "Error" });

const merge = z
  .strictObject({
    id: z.int(),
    field: z.string().meta({ description: "model, user or property:<key>." }),
    key: nullable.text.meta({ description: "The property; null: a built-in field." }),
    value: nullable.text,
    to_key: nullable.text,
    to_value: nullable.text,
  })
  .meta({
    id: "Merge",
    description: "What stands on the left is read as what stands on the right. `value` null: the whole property.",
  });
export const mergesAnswer = z.strictObject({ data: z.array(merge) });
export const mergeOneAnswer = z.strictObject({ data: merge });
export const mergeGoneAnswer = z.strictObject({ data: z.strictObject({ id: z.int() }) });

export const slotsAnswer = z.strictObject({
  data: z.array(
    z.strictObject({
      key: z.string(),
      slot: nullable.count.meta({ description: "1 to 16; null: it is read from the requests' details, more slowly." }),
      move: z
        .strictObject({ step: z.enum(["waits", "enters", "leaves"]), until: moment.nullable() })
        .nullable()
        .meta({ description: "On its way to a slot or away from one, requests before `until` done; null: it stays." }),
      summed: z
        .enum(["pairs", "singles", "sums", "none"])
        .meta({ description: "How far its figures are summed up ahead: docs/rollups.md." }),
      reason: nullable.text.meta({ description: "Why not further; null: all is, or it has no slot." }),
    }),
  ),
});
