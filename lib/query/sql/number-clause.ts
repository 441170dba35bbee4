import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { NumberField, NumberOperator } from "@/lib/filters/fields";
import type { NumberLeaf } from "@/lib/filters/filter";

const NANO = 1e9;
const INT4_MAX = 2_147_483_647;

type NumberColumn = { value: SQL; scale: number; max: number; type: SQL };
const nanoDollars = (value: SQL): NumberColumn => ({
  value,
  scale: NANO,
  max: Number.MAX_SAFE_INTEGER,
  type: sql`bigint`,
});
const int4 = (value: SQL): NumberColumn => ({ value, scale: 1, max: INT4_MAX, type: sql`int` });

const COLUMNS: Record<NumberField, NumberColumn> = {
  cost: nanoDollars(sql`${facts.cost}`),
  cost_input: nanoDollars(sql`${facts.costInput}`),
  cost_output: nanoDollars(sql`${facts.costOutput}`),
  cost_cache_read: nanoDollars(sql`${facts.costCacheRead}`),
  cost_cache_write: nanoDollars(sql`${facts.costCacheWrite}`),
  latency: int4(sql`${facts.latencyMs}`),
  ttft: int4(sql`${facts.ttftMs}`),
  input_tokens: int4(sql`${facts.inputTokens}`),
  output_tokens: int4(sql`${facts.outputTokens}`),
  cache_read_tokens: int4(sql`${facts.cacheReadTokens}`),
  cache_write_tokens: int4(sql`${facts.cacheWriteTokens}`),
  reasoning_tokens: int4(sql`${facts.reasoningTokens}`),
  audio_tokens: int4(sql`${facts.audioTokens}`),
  total_tokens: {
    ...int4(
      sql`coalesce(${facts.inputTokens}::bigint + ${facts.outputTokens}, ${facts.inputTokens}, ${facts.outputTokens})`,
    ),
    type: sql`bigint`,
    max: Number.MAX_SAFE_INTEGER,
  },
};

/** True or false, never null: a missing number matches nothing but `is_unset`. */
export function numberClause(leaf: NumberLeaf): SQL {
  const column = COLUMNS[leaf.field];
  if (leaf.op === "is_set") return sql`${column.value} is not null`;
  if (leaf.op === "is_unset") return sql`${column.value} is null`;
  const tests = leaf.values
    .map((value) => bounds(leaf.op, scaled(value, column.scale)))
    .map((each) => within(column, each));
  return sql`(${column.value} is not null and (${sql.join(tests, sql` or `)}))`;
}

type Bounds = { from: number; to: number };

/** Columns hold whole numbers: every comparison is with the nearest one on the right side. */
function bounds(op: NumberOperator, value: number): Bounds {
  if (op === "gt") return { from: Math.floor(value) + 1, to: Number.POSITIVE_INFINITY };
  if (op === "gte") return { from: Math.ceil(value), to: Number.POSITIVE_INFINITY };
  if (op === "lt") return { from: Number.NEGATIVE_INFINITY, to: Math.ceil(value) - 1 };
  if (op === "lte") return { from: Number.NEGATIVE_INFINITY, to: Math.floor(value) };
  return { from: Math.ceil(value), to: Math.floor(value) };
}

function within({ value, max, type }: NumberColumn, { from, to }: Bounds): SQL {
  if (from > to || from > max || to < -max) return sql`false`;
  const parts = [
    from > -max ? sql`${value} >= ${String(from)}::${type}` : null,
    to < max ? sql`${value} <= ${String(to)}::${type}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** 0.07 USD times 1e9 is 70000000.00000001 in doubles: what is whole but for rounding is whole. */
function scaled(value: number, scale: number): number {
  const product = value * scale;
  const whole = Math.round(product);
  return Math.abs(product - whole) <= Math.max(1e-6, Math.abs(product) * 2 ** -50) && scale > 1 ? whole : product;
}
