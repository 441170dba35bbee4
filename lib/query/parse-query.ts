import { z } from "zod";
import { BUILT_IN_FIELDS, isDimensionField, parseField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import { FilterError } from "@/lib/filters/filter-error";
import { readFilterInput } from "@/lib/filters/filter-input";
import { isMetric, METRIC_NAMES } from "@/lib/filters/metrics";
import {
  chooseGranularity,
  GRANULARITIES,
  RANGE_PRESETS,
  type ResolvedRange,
  type TimeRange,
} from "@/lib/filters/time-range";
import type { Dimension, Order, Query } from "./types";

const MAX_QUERY_ROWS = 10_000;

/** A filter in text or JSON form, absent: everything; its errors carry their path. */
export const filterInput = z
  .unknown()
  .transform((input, context): Filter | null => {
    try {
      return readFilterInput(input);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      context.addIssue({ code: "custom", path: error.path, message: error.message });
      return z.NEVER;
    }
  })
  .optional()
  .transform((filter) => filter ?? null)
  .meta({
    anyOf: [{ type: "string" }, { type: "object" }, { type: "null" }],
    description: `Text like \`property:environment:production -status:2xx\`, or \`{field, op, values}\` in and, or, not. Fields: ${Object.keys(BUILT_IN_FIELDS).join(", ")}, property:<key>.`,
  });

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const preset = z.enum(RANGE_PRESETS);
const rangeInput = z
  .union([preset, z.strictObject({ preset }), z.strictObject({ from: moment, to: moment })], {
    error: `must be one of ${RANGE_PRESETS.join(", ")}, or {from, to} as moments like 2026-11-20T08:00:00Z`,
  })
  .transform((range): TimeRange => (typeof range === "string" ? { preset: range } : range))
  .refine((range) => "preset" in range || range.from < range.to, { error: "from must be before to" });

const dimension = z
  .string()
  .meta({ description: `${Object.keys(BUILT_IN_FIELDS).filter(isGroupable).join(", ")} or property:<key>.` })
  .transform((name, context): Dimension => {
    const field = parseField(name);
    if (field !== null && isDimensionField(field)) return field;
    const message = field === null ? `unknown field ${JSON.stringify(name)}` : `cannot group by ${field}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

const orderInput = z.strictObject({
  by: z.string().transform((name): string => parseField(name) ?? name),
  direction: z.enum(["asc", "desc"]).default("desc"),
});

/** A query as it comes from outside: names in any spelling, a range that may be relative. */
export const queryInput = z
  .strictObject({
    metrics: z.array(z.enum(METRIC_NAMES)).min(1).max(20),
    dimensions: z.array(dimension).max(4).default([]),
    filter: filterInput,
    range: rangeInput.default({ preset: "all" }),
    granularity: z
      .enum([...GRANULARITIES, "auto"])
      .nullable()
      .default(null),
    order: z.array(orderInput).max(5).default([]),
    limit: z.int().min(1).max(MAX_QUERY_ROWS).default(1000),
  })
  .transform((input, context) => {
    const order = input.order.flatMap(({ by, direction }, index): Order[] => {
      const known = orderBy(by, input);
      if (known !== null) return [{ by: known, direction }];
      context.addIssue({ code: "custom", path: ["order", index, "by"], message: "must be part of the query, or time" });
      return [];
    });
    return { ...input, metrics: unique(input.metrics), dimensions: unique(input.dimensions), order };
  });

export type QueryInput = z.output<typeof queryInput>;

/** The query with its range in moments, its granularity chosen and its order complete. */
export function normaliseQuery(input: QueryInput, range: ResolvedRange): Query {
  const granularity = input.granularity === "auto" ? chooseGranularity(range) : input.granularity;
  const [first] = input.metrics;
  const byTime: Order[] = granularity === null ? [] : [{ by: "time", direction: "asc" }];
  const byMetric: Order[] = first === undefined ? [] : [{ by: first, direction: "desc" }];
  const given = input.order.filter(({ by }) => by !== "time" || granularity !== null);
  return { ...input, range, granularity, order: given.length > 0 ? given : [...byTime, ...byMetric] };
}

function isGroupable(name: string): boolean {
  const field = parseField(name);
  return field !== null && isDimensionField(field);
}

function orderBy(name: string, input: { metrics: string[]; dimensions: Dimension[] }): Order["by"] | null {
  if (name === "time") return name;
  if (isMetric(name) && input.metrics.includes(name)) return name;
  return input.dimensions.find((field) => field === name) ?? null;
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
