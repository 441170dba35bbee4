import { toLiteral } from "@/db/array-literal";
import { latencyBucket } from "@/db/latency-bucket";
import { OUTCOMES, USAGE_SOURCES } from "@/db/outcome";
import { requestTime } from "@/db/request-id";
import { storedKey, storedValue } from "@/db/stored-property";
import { cleanText, cutText } from "@/db/stored-text";
import { estimateUsage } from "@/lib/pricing/estimate-tokens";
import { type Cost, priceCall } from "@/lib/pricing/price-call";
import type { Usage, UsageSource } from "@/lib/providers/types";
import { clampBigint, clampInteger, clampSmallint, cleanJson } from "./clean";
import { compress } from "./compress";
import type { CapturedBody, RequestRecord } from "./request-record";
import { searchTextOf } from "./search-text";

const PREVIEW_LENGTH = 300;

export type FinishedProperty = { key: string; spelling: string; value: string };

/** A request as the tables take it, but for the codes of its strings: priced, cut, clean, bodies compressed. */
export type FinishedRecord = Awaited<ReturnType<typeof finishRecord>>;

/**
 * Finishes one record: estimates usage where asked, prices it, compresses its bodies and makes every value fit its
 * column. Throws RangeError when the id is not a UUIDv7.
 */
export async function finishRecord(record: RequestRecord, search = true) {
  const createdAt = requestTime(record.id);
  if (!createdAt) throw new RangeError(`not a UUIDv7: ${record.id}`);
  const { usage, usageSource } = await countUsage(record);
  const { cost, reason } = priceCall({ ...record, usage, at: createdAt.getTime(), answered: answeredStatus(record) });
  const { properties, cutProperties } = finishProperties(record);
  return {
    id: record.id,
    projectId: record.projectId,
    createdAt,
    properties,
    /** Strings that facts hold as dictionary codes. */
    named: {
      model: clean(record.modelOverride ?? record.responseModel ?? record.requestModel),
      provider: cleanText(record.provider),
      user: clean(record.userId),
      session: clean(record.sessionId),
    },
    facts: finishFacts(record, { usage, usageSource, cost }),
    details: {
      callerId: record.callerId,
      method: cleanText(record.method),
      path: cleanText(record.path),
      upstreamHost: cleanText(record.upstreamHost),
      stream: record.stream,
      requestModel: clean(record.requestModel),
      responseModel: clean(record.responseModel),
      modelOverride: clean(record.modelOverride),
      responseId: clean(record.responseId),
      finishReason: clean(record.finishReason),
      error: clean(record.error),
      sessionPath: clean(record.sessionPath),
      sessionName: clean(record.sessionName),
      promptId: clean(record.promptId),
      country: clean(record.country ?? null),
      /** Null when none was cut; else the array as text. */
      cutProperties: cutProperties.length === 0 ? null : toLiteral(cutProperties),
      parameters: JSON.stringify(cleanJson(record.parameters)),
      pricedAs: clean(cost?.pricedAs ?? null),
      priceVersion: cost?.priceVersion ?? null,
      unpricedReason: reason?.replaceAll(" ", "-") ?? null,
      requestPreview: cleanText(cutText(record.requestPreview, PREVIEW_LENGTH)),
      responsePreview: cleanText(cutText(record.responsePreview, PREVIEW_LENGTH)),
      /** Null: search is off. */
      searchText: search ? searchTextOf(record) : null,
      inputAudioTokens: clampInteger(usage?.inputAudioTokens ?? null),
      outputAudioTokens: clampInteger(usage?.outputAudioTokens ?? null),
      request: await finishBody(record.requestBody),
      response: await finishBody(record.responseBody),
    },
  };
}

const clean = (text: string | null) => (text === null ? null : cleanText(text));

/** Null: the provider gave no whole answer. */
function answeredStatus({ outcome, status }: RequestRecord): number | null {
  return outcome === "completed" ? status : null;
}

async function countUsage(record: RequestRecord): Promise<{ usage: Usage | null; usageSource: UsageSource }> {
  if (!record.estimateFrom) return { usage: record.usage, usageSource: record.usage ? record.usageSource : "none" };
  return { usage: await estimateUsage(record.estimateFrom), usageSource: "estimated" };
}

function finishFacts(
  record: RequestRecord,
  counted: { usage: Usage | null; usageSource: UsageSource; cost: Cost | null },
) {
  const { usage, cost } = counted;
  const latencyMs = clampInteger(record.latencyMs) ?? 0;
  return {
    latencyMs,
    latencyBucket: latencyBucket(latencyMs),
    ttftMs: clampInteger(record.ttftMs),
    status: clampSmallint(record.status) ?? 0,
    outcome: OUTCOMES.indexOf(record.outcome),
    usageSource: USAGE_SOURCES.indexOf(counted.usageSource),
    cost: clampBigint(cost?.total ?? null),
    costInput: clampBigint(cost?.input ?? null),
    costOutput: clampBigint(cost?.output ?? null),
    costCacheRead: clampBigint(cost?.cacheRead ?? null),
    costCacheWrite: clampBigint(cost?.cacheWrite ?? null),
    inputTokens: clampInteger(usage?.inputTokens ?? null),
    outputTokens: clampInteger(usage?.outputTokens ?? null),
    cacheReadTokens: clampInteger(usage?.cacheReadTokens ?? null),
    cacheWriteTokens: clampInteger(usage?.cacheWriteTokens ?? null),
    reasoningTokens: clampInteger(usage?.reasoningTokens ?? null),
    audioTokens: clampInteger(addKnown(usage?.inputAudioTokens ?? null, usage?.outputAudioTokens ?? null)),
  };
}

/** The sum of what is known; null when nothing is. */
function addKnown(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}

/** One value per key: sent twice, the last one counts. */
function finishProperties(record: RequestRecord): { properties: FinishedProperty[]; cutProperties: string[] } {
  const properties = new Map<string, FinishedProperty>();
  const cutProperties = new Set(record.cutProperties.map(storedKey));
  for (const property of record.properties) {
    const key = storedKey(property.key);
    const { value, cut } = storedValue(property.value);
    properties.set(key, { key, spelling: cleanText(property.spelling), value });
    if (cut) cutProperties.add(key);
  }
  return { properties: [...properties.values()], cutProperties: [...cutProperties] };
}

async function finishBody(body: CapturedBody | null) {
  return {
    bytes: body && (await compress(body.bytes)),
    contentType: clean(body?.contentType ?? null),
    length: clampBigint(body?.length ?? null),
    cut: body?.cut ?? false,
  };
}
