import type { Query, QueryResult } from "@/lib/query/types";

/** The answer of `POST /api/v1/query`: one object per group, named by what was asked for. */
export function queryJson(query: Query, { rows, meta }: QueryResult) {
  const data = rows.map(({ time, values, metrics }) =>
    Object.fromEntries<string | number | null>([
      ...(time === null ? [] : [["time", time.toISOString()] as const]),
      ...query.dimensions.map((dimension, index) => [dimension, values[index] ?? null] as const),
      ...query.metrics.map((metric, index) => [metric, metrics[index] ?? null] as const),
    ]),
  );
  return {
    data,
    meta: {
      source: meta.source,
      reason: meta.reason,
      ms: meta.ms,
      freshness: meta.freshness.toISOString(),
      range: { from: meta.range.from.toISOString(), to: meta.range.to.toISOString() },
      granularity: meta.granularity,
      time_zone: meta.timeZone,
      truncated: meta.truncated,
      unknown_properties: meta.unknownProperties,
    },
  };
}
