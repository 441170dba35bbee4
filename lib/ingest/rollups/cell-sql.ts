import { type SQL, sql } from "drizzle-orm";
import { errorCondition } from "@/db/error-condition";
import { histogramBytes } from "@/db/histogram";
import type { Grain } from "@/db/rollup-schema";
import type { RollupField } from "./fields";

/** `until` is not included. */
export type Span = { start: Date; until: Date };
/** An hour or a day. */
export type Cell = Span & { grain: Grain };

/** What is summed up: of `fields` (ascending by id) all totals and values, of `paired` also the pairs. */
export type CellSource = { projectId: number; cell: Span; fields: readonly RollupField[]; paired: ReadonlySet<number> };

/** The columns of `rollups` that a cell's rows have, in the order of `cellRows`. */
export const CELL_COLUMNS = [
  ...["field_a", "field_b", "code_a", "code_b", "requests", "errors", "unpriced"],
  ...["cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"],
  ...["latency_sum", "ttft_sum", "ttft_count", "latency_histogram", "ttft_histogram"],
] as const;

const SUMMED = [
  ...["cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"],
] as const;

const IS_ERROR = errorCondition(sql`status`, sql`outcome`);
/** As `latencyBucket` in db/latency-bucket.ts has it. */
const TTFT_BUCKET = sql`case when ttft_ms < 1 then 0 else floor(ln(ttft_ms::float8) / ln(1.04::float8))::int + 1 end`;

/** Every row of a cell as facts have it. */
export function cellRows(source: CellSource): SQL {
  const sets = groupingSets(source);
  const masks = sets.map(({ mask, fieldA, fieldB }) => sql.raw(`(${mask}, ${fieldA}, ${fieldB})`));
  return sql`select field_a, field_b, cells.code_a, case when field_b = 0 then 0 else cells.code_b end as code_b,
      requests, errors, unpriced, ${list(SUMMED.map(name))}, latency_sum, ttft_sum,
      coalesce(ttft_count, 0) as ttft_count, latency_histogram, coalesce(ttft_histogram, '') as ttft_histogram
    from (${latencyCells(source, sets)}) cells
    join (values ${list(masks)}) masks (mask, field_a, field_b) on masks.mask = cells.mask
    left join (${ttftCells(source, sets)}) ttft
      on ttft.mask = cells.mask and ttft.code_a = cells.code_a and ttft.code_b = cells.code_b`;
}

/** Of each field how many values it has, under the field's mask, and how many requests there are. */
export function valueCounts(source: Omit<CellSource, "paired">): SQL {
  const sets = source.fields.map((_, index) => sql`(${column(index)})`);
  return sql`select mask, count(*)::int as values, sum(requests)::int as requests from (
      select grouping(${columns(source)}) as mask, count(*) as requests from (${facts(source)}) source
      group by grouping sets (${list(sets)})) counted
    group by mask`;
}

/** What GROUPING tells of a set of columns out of `count`: the last column is the lowest bit, 0 where grouped by. */
export function groupingMask(grouped: readonly number[], count: number): number {
  return grouped.reduce((mask, index) => mask - 2 ** (count - 1 - index), 2 ** count - 1);
}

type GroupingSet = { grouped: number[]; mask: number; fieldA: number; fieldB: number };

function groupingSets({ fields, paired }: CellSource): GroupingSet[] {
  const setOf = (grouped: number[], fieldA: number, fieldB: number) => {
    return { grouped, mask: groupingMask(grouped, fields.length), fieldA, fieldB };
  };
  const pairable = fields.flatMap(({ id }, index) => (paired.has(id) ? [{ id, index }] : []));
  return [
    setOf([], 0, 0),
    ...fields.map(({ id }, index) => setOf([index], id, 0)),
    ...pairable.flatMap((one, place) =>
      pairable.slice(place + 1).map((other) => setOf([one.index, other.index], one.id, other.id)),
    ),
  ];
}

/** Grouped by bucket first and by cell then: a histogram needs the counts of its buckets. */
function latencyCells(source: CellSource, sets: readonly GroupingSet[]): SQL {
  const inner = SUMMED.map((each) => sql`sum(${name(each)}) as ${name(each)}`);
  const outer = SUMMED.map((each) => sql`sum(${name(each)})::bigint as ${name(each)}`);
  return sql`select mask, code_a, code_b, sum(requests)::int as requests, sum(errors)::int as errors,
      sum(unpriced)::int as unpriced, ${list(outer)}, sum(latency_sum)::bigint as latency_sum,
      ${histogramBytes(sql`bucket`, sql`requests`)} as latency_histogram
    from (select ${grouped(source)}, bucket, count(*) as requests, count(*) filter (where ${IS_ERROR}) as errors,
        count(*) filter (where cost is null) as unpriced, ${list(inner)}, sum(latency_ms) as latency_sum
      from (${facts(source)}) source ${groupBy(sets)}) buckets
    group by mask, code_a, code_b`;
}

function ttftCells(source: CellSource, sets: readonly GroupingSet[]): SQL {
  return sql`select mask, code_a, code_b, sum(ttft_count)::int as ttft_count, sum(ttft_sum)::bigint as ttft_sum,
      ${histogramBytes(sql`bucket`, sql`ttft_count`)} as ttft_histogram
    from (select ${grouped(source)}, bucket, count(*) as ttft_count, sum(ttft_ms) as ttft_sum
      from (select ${codes(source)}, ttft_ms, ${TTFT_BUCKET} as bucket ${range(source)} and ttft_ms is not null) source
      ${groupBy(sets)}) buckets
    group by mask, code_a, code_b`;
}

function facts(source: Omit<CellSource, "paired">): SQL {
  return sql`select ${codes(source)}, latency_bucket as bucket, latency_ms, status, outcome, ${list(SUMMED.map(name))}
    ${range(source)}`;
}

function range({ projectId, cell }: Omit<CellSource, "paired">): SQL {
  return sql`from facts where project_id = ${projectId} and created_at >= ${cell.start.toISOString()}::timestamptz
    and created_at < ${cell.until.toISOString()}::timestamptz`;
}

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);
const name = (text: string) => sql`${sql.identifier(text)}`;
const column = (index: number) => name(`f${index}`);
const columns = ({ fields }: Omit<CellSource, "paired">) => list(fields.map((_, index) => column(index)));
const codes = ({ fields }: Omit<CellSource, "paired">) =>
  list(fields.map(({ code }, index) => sql`${code} as ${column(index)}`));

/** Columns not grouped by are null, codes never are: the first and the last code of a row are those of its pair. */
function grouped(source: CellSource): SQL {
  const names = source.fields.map((_, index) => column(index));
  return sql`grouping(${list(names)}) as mask, coalesce(${list(names)}, 0) as code_a,
    coalesce(${list(names.toReversed())}, 0) as code_b`;
}

function groupBy(sets: readonly GroupingSet[]): SQL {
  return sql`group by grouping sets (${list(sets.map((set) => sql`(${list([name("bucket"), ...set.grouped.map(column)])})`))})`;
}
