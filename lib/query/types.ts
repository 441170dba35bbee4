import type { DimensionField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { Granularity, ResolvedRange } from "@/lib/filters/time-range";

/** What results can be grouped by beside time. */
export type Dimension = DimensionField;

export type Order = { by: Metric | Dimension | "time"; direction: "asc" | "desc" };

/** A question about groups of requests: a value before it is SQL. */
export type Query = {
  metrics: Metric[];
  dimensions: Dimension[];
  filter: Filter | null;
  range: ResolvedRange;
  /** Null: one group over the whole range. */
  granularity: Granularity | null;
  order: Order[];
  limit: number;
};

type Source = "facts" | "rollups" | "rollups+facts";

export type QueryMeta = {
  source: Source;
  /** Why this source answered. */
  reason: string;
  /** Milliseconds spent in the database. */
  ms: number;
  /** The moment up to which the answer is complete; facts are always up to date. */
  freshness: Date;
  range: ResolvedRange;
  granularity: Granularity | null;
  timeZone: string;
  /** There were more rows than `limit`. */
  truncated: boolean;
  /** Properties the query names which no request has carried yet. */
  unknownProperties: string[];
};

/** One group. Costs in USD, times in milliseconds, rates between 0 and 1; null: nothing to compute it from. */
export type QueryRow = {
  /** Start of the bucket; null without granularity. */
  time: Date | null;
  /** One per dimension asked for, in order; null: untagged. */
  values: (string | null)[];
  /** One per metric asked for, in order. */
  metrics: (number | null)[];
};

export type QueryResult = { rows: QueryRow[]; meta: QueryMeta };
