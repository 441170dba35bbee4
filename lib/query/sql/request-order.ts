import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { PagePosition } from "@/lib/query/cursor";

type OrderColumn = { value: SQL; type: SQL };

const cost: OrderColumn = { value: sql`${facts.cost}`, type: sql`bigint` };
const latency: OrderColumn = { value: sql`${facts.latencyMs}`, type: sql`int` };
const tokens: OrderColumn = {
  value: sql`coalesce(${facts.inputTokens}::bigint + ${facts.outputTokens}, ${facts.inputTokens}, ${facts.outputTokens})`,
  type: sql`bigint`,
};

type Sorted = { column: OrderColumn | null; descending: boolean };

/** `column` null: by time alone. */
const SORTED: Record<RequestOrder, Sorted> = {
  newest: { column: null, descending: true },
  oldest: { column: null, descending: false },
  "-cost": { column: cost, descending: true },
  cost: { column: cost, descending: false },
  "-latency": { column: latency, descending: true },
  latency: { column: latency, descending: false },
  "-tokens": { column: tokens, descending: true },
  tokens: { column: tokens, descending: false },
};

/** What is known of the number comes first, equals newest first: every row has one place. */
export function orderBy(order: RequestOrder): SQL {
  const { column, descending } = SORTED[order];
  const direction = sql.raw(descending ? "desc" : "asc");
  if (column === null) return sql`order by ${facts.createdAt} ${direction}, ${facts.id} ${direction}`;
  return sql`order by ${column.value} ${direction} nulls last, ${facts.createdAt} desc, ${facts.id} desc`;
}

/**
 * The places of the first rows of a select, in order. Cut by the index, or by a heap of the page's size; only then are
 * moments turned into numbers, which takes as long as reading a row.
 */
export function firstPlaces(matching: SQL, order: RequestOrder, limit: number): SQL {
  const { column, descending } = SORTED[order];
  const direction = sql.raw(descending ? "desc" : "asc");
  const again =
    column === null
      ? sql`order by page_time ${direction}, page_id ${direction}`
      : sql`order by order_value ${direction} nulls last, page_time desc, page_id desc`;
  return sql`select (extract(epoch from page_time) * 1000)::float8 as created_ms, page_id as id, order_value from (
    select ${facts.createdAt} as page_time, ${facts.id} as page_id, ${column?.value ?? sql`null::bigint`} as order_value
    ${matching} ${orderBy(order)} limit ${limit}) as page ${again}`;
}

/** Rows after the last one of a page. The index compares the pair as a whole: one millisecond may hold many requests. */
export function beyond(after: PagePosition | null, order: RequestOrder): SQL {
  if (after === null) return sql`true`;
  const { column, descending } = SORTED[order];
  const forward = sql.raw(column === null && !descending ? ">" : "<");
  const place = sql`(${facts.createdAt}, ${facts.id}) ${forward} (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
  if (column === null) return place;
  if (after.value === null) return sql`(${column.value} is null and ${place})`;
  const value = sql`${after.value}::${column.type}`;
  const further = sql.raw(descending ? "<" : ">");
  return sql`(${column.value} ${further} ${value} or ${column.value} is null or (${column.value} = ${value} and ${place}))`;
}
