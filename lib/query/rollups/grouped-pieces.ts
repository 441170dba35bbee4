import "server-only";
import { type SQL, sql } from "drizzle-orm";
import {
  addHistogram,
  addToHistogram,
  emptyHistogram,
  type Histogram,
  histogramBytes,
  histogramsTogether,
} from "@/db/histogram";
import { execute, type Reader } from "@/lib/query/context";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { filterClause } from "@/lib/query/sql/filter-clause";
import type { Grouped } from "@/lib/query/sql/grouped";
import { mergedJoins } from "@/lib/query/sql/merged-text";
import { percentileOf } from "./percentile";
import { isPercentile, PERCENTILES, PIECE_METRICS, REMAINING_COST } from "./piece-metrics";
import { cellHistograms, factLatencies, type Pieces, sumPieces } from "./pieces-sql";

/** The same columns and numbers as `groupedSelect` gives, from the pieces of a plan; percentiles within 2 %. */
export async function groupedPieces(reader: Reader, grouped: Grouped, codes: FieldCodes, pieces: Pieces): Promise<SQL> {
  const wanted = grouped.metrics.filter(isPercentile);
  if (wanted.length === 0) return sumSelect(grouped, codes, pieces);
  const histograms = await readHistograms(reader, grouped, codes, pieces);
  // Of nothing there is no percentile, rather than one of 0.
  if (grouped.withWhole && histograms.size > 0) histograms.set(WHOLE, together(histograms.values()));
  const rows = [...histograms].map(([key, histogram]) => ({
    key,
    values: grouped.metrics.map((metric) =>
      isPercentile(metric) ? percentileOf(histogram, PERCENTILES[metric]) : null,
    ),
  }));
  const found = grouped.metrics.flatMap((metric, index) => {
    if (!isPercentile(metric)) return [];
    const column = rows.map(({ values }) => String(values[index] ?? 0));
    return [{ name: sql.identifier(`m${index}`), values: sql`${sql.param(column)}::text[]::float8[]` }];
  });
  const whole = grouped.withWhole ? [sql.identifier("whole")] : [];
  const columns = [...whole, ...keyColumns(grouped), ...grouped.metrics.map((_, index) => sql.identifier(`m${index}`))];
  const ofGroup = sql`row(${list(keyColumns(grouped).map((column) => sql`${column}`))})::text`;
  const key = grouped.withWhole ? sql`case when whole then ${WHOLE} else ${ofGroup} end` : ofGroup;
  return sql`select ${list(columns.map((column) => sql`${column}`))} from (${sumSelect(grouped, codes, pieces)}) as sums
    left join unnest(${sql.param(rows.map(({ key }) => key))}::text[], ${list(found.map(({ values }) => values))})
      as percentiles (key, ${list(found.map(({ name }) => sql`${name}`))})
      on percentiles.key = ${key}`;
}

/** The key of all groups together: no row of groups is written so. */
const WHOLE = "whole";

function together(histograms: Iterable<Histogram>): Histogram {
  const all = emptyHistogram();
  for (const histogram of histograms) addHistogram(all, histogram);
  return all;
}

function sumSelect(grouped: Grouped, codes: FieldCodes, pieces: Pieces): SQL {
  const { groups, metrics, buckets } = grouped;
  const remains = pieces.split !== null && pieces.plan.sums.length > 0;
  const values = metrics.flatMap((metric, index) => {
    if (isPercentile(metric)) return [];
    const figure = remains && metric === "cost" ? REMAINING_COST : PIECE_METRICS[metric];
    return [sql`${figure} as ${sql.identifier(`m${index}`)}`];
  });
  const named = groups.map((group, index) => sql`${group} as ${sql.identifier(`g${index}`)}`);
  const from = sql`(${sumPieces(pieces)}) as facts (bucket, ${columnNames(pieces)}${SUM_NAMES})`;
  const joins = mergedJoins(grouped.fields, codes);
  const where = filterClause(grouped.filter, codes);
  if (buckets !== null && groups.length === 0) {
    // As over facts: without groups, empty buckets are rows too.
    return sql`select all_buckets.bucket${sql.join(values.map((value) => sql`, ${value}`))}
      from generate_series(0, ${buckets.length - 1}::int) as all_buckets (bucket)
      left join (select * from ${from} where ${where}) as found on found.bucket = all_buckets.bucket
      group by all_buckets.bucket`;
  }
  if (grouped.withWhole) {
    const sums = SUMMED.map((name) => sql`sum(${sql.identifier(name)}) as ${sql.identifier(name)}`);
    const names = keyColumns(grouped).map((name) => sql`${name}`);
    return sql`(with found as materialized (select ${list([...named, ...sums])} from ${from}${joins} where ${where}
        group by ${list(names)})
      select false as whole, ${list([...names, ...values])} from found group by ${list(names)}
      union all select true, ${list([...names.map(() => sql`null`), ...values])} from found)`;
  }
  const keys = [...(buckets === null ? [] : [sql`facts.bucket as bucket`]), ...named];
  const columns = [...keys, ...values];
  const groupBy =
    keys.length === 0 ? sql`` : sql` group by ${list(keys.map((_, index) => sql.raw(String(index + 1))))}`;
  // What remains of all others may be nothing.
  const having = remains ? sql` having sum(requests) > 0` : sql``;
  return sql`select ${columns.length === 0 ? sql`` : list(columns)} from ${from}${joins} where ${where}${groupBy}${having}`;
}

const SUMMED = [
  ...["requests", "errors", "unpriced", "cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "latency_sum", "ttft_sum", "ttft_count"],
];
const SUM_NAMES = sql.raw(SUMMED.join(", "));

function columnNames({ fields }: Pieces): SQL {
  return sql.join(fields.flatMap(({ columns }) => columns.map(({ name }) => sql`${sql.identifier(name)}, `)));
}

function keyColumns({ buckets, groups }: Grouped) {
  return [...(buckets === null ? [] : ["bucket"]), ...groups.map((_, index) => `g${index}`)].map((name) =>
    sql.identifier(name),
  );
}

async function readHistograms(reader: Reader, grouped: Grouped, codes: FieldCodes, pieces: Pieces) {
  const keys = [...(grouped.buckets === null ? [] : [sql`facts.bucket`]), ...grouped.groups];
  const key = sql`row(${list(keys)})::text as key`;
  const joins = mergedJoins(grouped.fields, codes);
  const where = filterClause(grouped.filter, codes);
  const names = columnNames(pieces);
  const [cells, latencies] = [cellHistograms(pieces), factLatencies(pieces)];
  const ofCells = sql`select ${key}, sign, ${histogramsTogether(sql`latency_histogram`)} as hex
    from (${cells ?? sql``}) as facts (bucket, ${names}sign, latency_histogram)${joins} where ${where} group by 1, 2`;
  const ofFacts = sql`select key, sign, encode(${histogramBytes(sql`latency_bucket`, sql`requests`)}, 'hex') from (
      select ${key}, sign, latency_bucket, count(*) as requests
      from (${latencies ?? sql``}) as facts (bucket, ${names}sign, latency_bucket)${joins} where ${where} group by 1, 2, 3) as counted
    group by key, sign`;
  const selects = [...(cells === null ? [] : [ofCells]), ...(latencies === null ? [] : [ofFacts])];
  const rows = await execute<{ key: string; sign: 1 | -1; hex: string }>(reader, sql.join(selects, sql` union all `));
  const histograms = new Map<string, Histogram>();
  for (const { key, sign, hex } of rows) {
    const histogram = histograms.get(key) ?? emptyHistogram();
    histograms.set(key, histogram);
    addToHistogram(histogram, hex, sign);
  }
  return histograms;
}

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);
