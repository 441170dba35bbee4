import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";

/** The cards. Cost in USD, null when requests exist but none is priced; latency in ms and rate null without requests. */
export type PropertySummary = {
  requests: number;
  cost: number | null;
  unpriced: number;
  latencyAvg: number | null;
  errors: number;
  errorRate: number | null;
};

const CARD_METRICS = ["requests", "cost", "unpriced", "latency_avg", "errors", "error_rate"] as const;

type Scope = { filter: Filter | null; range: ResolvedRange };

/** Totals of everything in range and filter, tagged or not. */
export async function propertySummary(context: QueryContext, scope: Scope): Promise<PropertySummary> {
  return summaryOf(await wholeOf(context, scope, CARD_METRICS));
}

type Whole = ReadonlyMap<Metric, number | null>;

async function wholeOf(context: QueryContext, { filter, range }: Scope, metrics: readonly Metric[]): Promise<Whole> {
  const codes = await resolveFields(context, filter);
  const grouped = { filter, range, fields: [], groups: [], metrics, buckets: null };
  const { rows } = await answerGroups(context, grouped, codes, execute<Record<string, unknown>>);
  const [row = {}] = rows;
  return new Map(metrics.map((metric, index) => [metric, metricValue(metric, row[`m${index}`])]));
}

function summaryOf(whole: Whole): PropertySummary {
  return {
    requests: whole.get("requests") ?? 0,
    cost: whole.get("cost") ?? null,
    unpriced: whole.get("unpriced") ?? 0,
    latencyAvg: whole.get("latency_avg") ?? null,
    errors: whole.get("errors") ?? 0,
    errorRate: whole.get("error_rate") ?? null,
  };
}
