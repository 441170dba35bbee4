import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import type { QueryContext } from "./context";
import type { ValueField } from "./sql/columns";
import { rankValues, splitByValues } from "./value-groups";

export type TopValue = {
  /** `other`: every value that is not among the top ones. */
  kind: "value" | "other" | "untagged";
  /** Null for `other` and `untagged`. */
  value: string | null;
  requests: number;
  /** USD; null: none of the requests is priced. */
  cost: number | null;
};

export type TopValuesInput = { field: ValueField; filter: Filter | null; range: ResolvedRange; limit: number };

const METRICS = ["cost", "requests"] as const satisfies Metric[];

/** The values of a field that cost most, then Other and Untagged: together every request in range and filter. */
export async function topValues(context: QueryContext, input: TopValuesInput): Promise<TopValue[]> {
  const { field, filter, range, limit } = input;
  const ranking = { field, filter, range, metrics: METRICS, orderBy: "cost", direction: "desc", limit } as const;
  const { groups } = await rankValues(context, ranking);
  const split = { field, values: groups.map(({ raw }) => raw), filter, range, metrics: METRICS, buckets: null };
  const rows = await splitByValues(context, split);
  const found = new Map(rows.map((row) => [`${row.kind} ${row.raw ?? ""}`, row.metrics]));
  const shown: { kind: TopValue["kind"]; value: string | null; raw: number | string | null }[] = [
    ...groups.map(({ value, raw }) => ({ kind: "value" as const, value, raw })),
    { kind: "other", value: null, raw: null },
    { kind: "untagged", value: null, raw: null },
  ];
  return shown.flatMap(({ kind, value, raw }) => {
    const metrics = found.get(`${kind} ${raw ?? ""}`);
    return metrics === undefined ? [] : [{ kind, value, cost: metrics[0] ?? null, requests: metrics[1] ?? 0 }];
  });
}
