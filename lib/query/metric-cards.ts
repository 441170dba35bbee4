import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import { bucketStarts, chooseGranularity, type ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { type FieldCodes, resolveFields } from "./resolve-fields";
import type { Grouped } from "./sql/grouped";

/** One figure of everything in range and filter. */
export type MetricCard = {
  metric: Metric;
  /** USD, milliseconds, a share or a count. Null: nothing to compute it from. */
  value: number | null;
  /** Of the range before; null there too when it holds nothing to compute it from, or when nothing was asked about it. */
  previous: number | null;
  /** One per bucket of the automatic granularity, for a sparkline. */
  points: (number | null)[];
};

export type MetricCards = {
  cards: MetricCard[];
  /** Null: there is no range before to compare with. */
  previous: ResolvedRange | null;
};

export type MetricCardsInput = {
  metrics: readonly Metric[];
  filter: Filter | null;
  range: ResolvedRange;
  /** As `previousRange` gives it. */
  previous: ResolvedRange | null;
};

/** Several figures, each with what it was before and its course, in three questions whatever their number. */
export async function metricCards(context: QueryContext, input: MetricCardsInput): Promise<MetricCards> {
  const { metrics, filter, range, previous } = input;
  const codes = await resolveFields(context, filter);
  const buckets = bucketStarts(range, chooseGranularity(range), context.project.timeZone);
  const whole = { filter, range, fields: [], groups: [], metrics, buckets: null };
  const [[now], [before], points] = await Promise.all([
    figures(context, whole, codes),
    previous === null ? [] : figures(context, { ...whole, range: previous }, codes),
    figures(context, { ...whole, buckets }, codes),
  ]);
  const byBucket = new Map(points.map((row) => [row.bucket, row.values]));
  const cards = metrics.map((metric, index) => ({
    metric,
    value: now?.values[index] ?? null,
    previous: before?.values[index] ?? null,
    points: buckets.map((_, bucket) => byBucket.get(bucket)?.[index] ?? null),
  }));
  return { cards, previous };
}

type Figures = { bucket: number | null; values: (number | null)[] };

async function figures(context: QueryContext, grouped: Grouped, codes: FieldCodes): Promise<Figures[]> {
  const { rows } = await answerGroups(context, grouped, codes, execute<Record<string, unknown>>);
  return rows.map((row) => ({
    bucket: typeof row.bucket === "number" ? row.bucket : null,
    values: grouped.metrics.map((metric, index) => metricValue(metric, row[`m${index}`])),
  }));
}
