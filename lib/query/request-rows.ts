import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import { FIELD_IDS } from "@/db/field-ids";
import { OUTCOMES, type Outcome, USAGE_SOURCES } from "@/db/outcome";
import { placesOf } from "@/db/property-slots";
import { details, dictionary, facts } from "@/db/schema";
import type { MergedField } from "@/lib/filters/fields";
import { followAliases, loadAliasRules, readProperties, ruleKey } from "./aliases";
import { execute, type ProjectReader } from "./context";
import type { Position } from "./cursor";
import type { RequestRow } from "./list-requests";
import { usd } from "./money";
import { allProperties } from "./resolve-fields";
import { SLOT_COLUMNS } from "./sql/columns";

/** A row as it is stored: codes instead of texts, nano-dollars instead of USD. */
export type StoredRow = {
  id: string;
  created_ms: number;
  status: number;
  outcome: number;
  usage_source: number;
  model_code: number;
  provider_code: number;
  user_code: number;
  session_code: number;
  slots: number[];
  extra: Record<string, string> | null;
  /** Only where a filter looked for words. */
  found?: string | null;
  request_preview: string | null;
  response_preview: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cache_read_tokens: number | null;
  cache_write_tokens: number | null;
  reasoning_tokens: number | null;
  latency_ms: number;
  ttft_ms: number | null;
  cost: string | null;
  cost_input: string | null;
  cost_output: string | null;
  cost_cache_read: string | null;
  cost_cache_write: string | null;
  unpriced_reason: string | null;
  finish_reason: string | null;
  error: string | null;
  country: string | null;
  feedback: boolean | null;
};

/** The columns of StoredRow, from facts joined with details. */
export const STORED_COLUMNS: SQL = sql`${facts.id}, (extract(epoch from ${facts.createdAt}) * 1000)::float8 as created_ms,
  ${facts.status}, ${facts.outcome}, ${facts.usageSource}, ${facts.modelCode}, ${facts.providerCode}, ${facts.userCode},
  ${facts.sessionCode}, array[${sql.join([...SLOT_COLUMNS], sql`, `)}] as slots, ${details.extra},
  ${details.requestPreview}, ${details.responsePreview}, ${facts.inputTokens}, ${facts.outputTokens},
  ${facts.cacheReadTokens}, ${facts.cacheWriteTokens}, ${facts.reasoningTokens}, ${facts.latencyMs}, ${facts.ttftMs}, ${facts.cost},
  ${facts.costInput}, ${facts.costOutput}, ${facts.costCacheRead}, ${facts.costCacheWrite}, ${details.unpricedReason},
  ${details.finishReason}, ${details.error}, ${details.country}, ${details.feedback}`;

/**
 * The rows at these places, in their order, as far as they are still there; `more` columns beside those of StoredRow. The
 * stretch they lie in is said for both tables: planning a look into every day costs more than the look itself.
 */
export function selectStored(projectId: number, places: readonly Position[], more: readonly SQL[] = []): SQL {
  const times = places.map(({ createdAt }) => createdAt);
  const moments = times.map((time) => time.getTime());
  const from = sql`${new Date(Math.min(...moments)).toISOString()}::timestamptz`;
  const to = sql`${new Date(Math.max(...moments)).toISOString()}::timestamptz`;
  const ids = places.map(({ id }) => id);
  return sql`select ${sql.join([STORED_COLUMNS, ...more], sql`, `)}
    from unnest(${arrayOf("timestamptz", times)}, ${arrayOf("uuid", ids)})
      with ordinality as place (place_time, place_id, place_number)
    join ${facts} on ${facts.projectId} = ${projectId} and ${facts.createdAt} = place_time and ${facts.id} = place_id
      and ${facts.createdAt} >= ${from} and ${facts.createdAt} <= ${to}
    left join ${details} on ${details.projectId} = ${projectId} and ${details.createdAt} = place_time
      and ${details.id} = place_id and ${details.createdAt} >= ${from} and ${details.createdAt} <= ${to}
    order by place_number`;
}

/** Turns the rows at these places into what people see; `found` as in StoredRow. Those that are gone are left out. */
export async function readRowsAt(
  context: ProjectReader,
  places: readonly Position[],
  found?: SQL,
): Promise<RequestRow[]> {
  if (places.length === 0) return [];
  const more = found === undefined ? [] : [sql`${found} as found`];
  return readStoredRows(context, execute<StoredRow>(context, selectStored(context.project.id, places, more)));
}

/** Turns stored rows into what people see, with one look-up for all their codes. They may be on their way yet. */
export async function readStoredRows(
  context: ProjectReader,
  reading: readonly StoredRow[] | PromiseLike<readonly StoredRow[]>,
): Promise<RequestRow[]> {
  const [stored, slots, rules] = await Promise.all([
    reading,
    slotProperties(context),
    loadAliasRules(context, context.project.id),
  ]);
  const aliases = followAliases(rules);
  const texts = await textsOf(context, stored, slots);
  const asRead = (field: MergedField, value: string | null) =>
    value === null ? null : aliases.readValue(ruleKey(field), value);
  return stored.map((row) => {
    const text = (fieldId: number, code: number) => texts.get(fieldId)?.get(code) ?? null;
    return {
      id: row.id,
      createdAt: new Date(row.created_ms),
      status: row.status,
      outcome: outcomeOf(row.outcome),
      provider: text(FIELD_IDS.provider, row.provider_code),
      model: asRead("model", text(FIELD_IDS.model, row.model_code)),
      found: row.found ?? null,
      requestPreview: row.request_preview,
      responsePreview: row.response_preview,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      totalTokens: sum(row.input_tokens, row.output_tokens),
      cacheReadTokens: row.cache_read_tokens,
      cacheWriteTokens: row.cache_write_tokens,
      reasoningTokens: row.reasoning_tokens,
      usageEstimated: USAGE_SOURCES[row.usage_source] === "estimated",
      latencyMs: row.latency_ms,
      ttftMs: row.ttft_ms,
      cost: usd(row.cost),
      unpricedReason: row.unpriced_reason,
      costs: {
        input: usd(row.cost_input),
        output: usd(row.cost_output),
        cacheRead: usd(row.cost_cache_read),
        cacheWrite: usd(row.cost_cache_write),
      },
      finishReason: row.finish_reason,
      error: row.error,
      user: asRead("user", text(FIELD_IDS.user, row.user_code)),
      session: text(FIELD_IDS.session, row.session_code),
      country: row.country,
      feedback: row.feedback,
      properties: readProperties(propertiesOf(row, slots, texts), aliases),
    };
  });
}

/** Property id and key by position in `slots`. */
type Slots = Map<number, { id: number; key: string }>;
type Texts = Map<number, Map<number, string>>;

function propertiesOf(row: StoredRow, slots: Slots, texts: Texts): { key: string; value: string }[] {
  const found = Object.entries(row.extra ?? {}).map(([key, value]) => ({ key, value }));
  row.slots.forEach((code, index) => {
    const property = slots.get(index);
    const value = property && texts.get(property.id)?.get(code);
    if (property !== undefined && value !== undefined) found.push({ key: property.key, value });
  });
  return found;
}

async function slotProperties(context: ProjectReader): Promise<Slots> {
  const properties = await allProperties(context);
  return new Map(
    properties.flatMap(({ id, key, ...places }) =>
      placesOf(places).flatMap((slot) => (slot === null ? [] : [[slot - 1, { id, key }] as const])),
    ),
  );
}

async function textsOf(context: ProjectReader, stored: readonly StoredRow[], slots: Slots): Promise<Texts> {
  const wanted = new Map<string, { fieldId: number; code: number }>();
  const want = (fieldId: number, code: number) => {
    if (code !== 0) wanted.set(`${fieldId}:${code}`, { fieldId, code });
  };
  for (const row of stored) {
    want(FIELD_IDS.model, row.model_code);
    want(FIELD_IDS.provider, row.provider_code);
    want(FIELD_IDS.user, row.user_code);
    want(FIELD_IDS.session, row.session_code);
    for (const [index, { id }] of slots) want(id, row.slots[index] ?? 0);
  }
  const pairs = [...wanted.values()];
  const texts: Texts = new Map();
  if (pairs.length === 0) return texts;
  const rows = await execute<{ field_id: number; code: number; value: string }>(
    context,
    sql`select ${dictionary.fieldId}, ${dictionary.code}, ${dictionary.value} from ${dictionary}
      join unnest(${sql.param(pairs.map(({ fieldId }) => fieldId))}::int[], ${sql.param(pairs.map(({ code }) => code))}::int[])
        as wanted(wanted_field, wanted_code) on ${dictionary.fieldId} = wanted_field and ${dictionary.code} = wanted_code
      where ${dictionary.projectId} = ${context.project.id}`,
  );
  for (const { field_id, code, value } of rows) {
    texts.set(field_id, (texts.get(field_id) ?? new Map<number, string>()).set(code, value));
  }
  return texts;
}

function outcomeOf(index: number): Outcome {
  const outcome = OUTCOMES[index];
  if (outcome === undefined) throw new RangeError(`unknown outcome ${index}`);
  return outcome;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
