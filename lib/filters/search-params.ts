import { createLoader, createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type DimensionField, isDimensionField, parseField } from "./fields";
import type { Filter } from "./filter";
import { CHART_METRICS } from "./metrics";
import { parseFilterText } from "./parse-filter-text";
import { REQUEST_ORDERS } from "./request-order";
import { FilterTextError } from "./text-scanner";
import { DEFAULT_PRESET, GRANULARITIES, RANGE_PRESETS, type TimeRange } from "./time-range";

/**
 * Parameters every page keeps. Filter and range stay text here: what cannot be read must become a visible notice
 * (`readFilter`, `readTimeRange`), not a silently wider result.
 */
export const commonParams = {
  /** Slug of the project; absent: the first one that is no demo. */
  project: parseAsString,
  filter: parseAsString.withDefault(""),
  range: parseAsString.withDefault(""),
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  /** Number of the segment the view began with, or `none`: what keeps a link without any filter from opening the default one. */
  segment: parseAsString,
};

export const requestsParams = {
  ...commonParams,
  /** Id of the request whose panel is open. */
  request: parseAsString,
  order: parseAsStringLiteral(REQUEST_ORDERS).withDefault("newest"),
  /** Layout of the table, see components/requests/column-layout.ts; absent: as this browser remembers it. */
  columns: parseAsString.withDefault(""),
  /** What the strip above the table is stacked by, or `off`: see `readVolume`. */
  volume: parseAsString.withDefault("status"),
  /** Series of the strip that are shown alone or left out, see components/charts/legend-choice.ts. */
  legend: parseAsString.withDefault(""),
};

/** What the list of properties can be ordered by: the largest first, names from A to Z. */
export const PROPERTY_ORDERS = ["coverage", "cost", "values", "name"] as const;

export const propertiesParams = {
  ...commonParams,
  /** Canonical key of the property shown. */
  property: parseAsString,
  metric: parseAsStringLiteral(CHART_METRICS).withDefault("cost"),
  /** Length of the chart's buckets; absent, or too fine or coarse for the range: the automatic one. */
  granularity: parseAsStringLiteral(GRANULARITIES),
  /** `previous`: the chart shows the period before as well. */
  compare: parseAsStringLiteral(["previous"]),
  /** Series of the chart that are shown alone or left out, see components/charts/legend-choice.ts. */
  legend: parseAsString.withDefault(""),
  /** Order of the list of properties. */
  list: parseAsStringLiteral(PROPERTY_ORDERS).withDefault("coverage"),
  /** Column of the table of values: `cost`, or `-cost` for the largest first. */
  sort: parseAsString.withDefault("-cost"),
  /** Search among the values. */
  search: parseAsString.withDefault(""),
  /** Columns of the table of values; empty: the usual ones. */
  figures: parseAsString.withDefault(""),
  /** Page of the table of values; the first is 1. */
  page: parseAsInteger.withDefault(1),
};

export const loadRequestsParams = createLoader(requestsParams);
export const loadPropertiesParams = createLoader(propertiesParams);

/** `requestsHref("/requests", {filter, range})`: defaults are left out of the URL. */
export const requestsHref = createSerializer(requestsParams);
export const propertiesHref = createSerializer(propertiesParams);

export type Read<T> = { value: T; problem: null } | { value: null; problem: string };

/** The filter in the URL; `problem` is what to tell when it cannot be read: then nothing may be queried. */
export function readFilter(text: string): Read<Filter | null> {
  try {
    return { value: parseFilterText(text), problem: null };
  } catch (error) {
    if (!(error instanceof FilterTextError)) throw error;
    return { value: null, problem: `${error.message} (at character ${error.position + 1})` };
  }
}

/** What requests over time are stacked by: `model`, `property:environment`, or `off`. */
export function readVolume(text: string): Read<DimensionField | "off"> {
  if (text === "off") return { value: text, problem: null };
  const field = parseField(text);
  if (field === null || !isDimensionField(field)) return problem(`requests cannot be stacked by ${text}`);
  return { value: field, problem: null };
}

export type RangeParams = { range: string; from: string; to: string };

/** The time range in the URL: `range=7d`, or `from` and `to` as ISO 8601 moments. */
export function readTimeRange({ range, from, to }: RangeParams): Read<TimeRange> {
  if (from === "" && to === "") {
    const preset = range === "" ? DEFAULT_PRESET : RANGE_PRESETS.find((name) => name === range);
    return preset === undefined ? problem(`unknown range ${range}`) : { value: { preset }, problem: null };
  }
  if (range !== "") return problem("give either range or from and to");
  const start = readMoment(from);
  const end = readMoment(to);
  if (start === null || end === null) return problem("from and to must be moments like 2026-11-20T08:00:00Z");
  return start < end ? { value: { from: start, to: end }, problem: null } : problem("from must be before to");
}

/** The parameters that name a range; merge them into the URL. */
export function rangeParams(range: TimeRange): RangeParams {
  if ("preset" in range) return { range: range.preset === DEFAULT_PRESET ? "" : range.preset, from: "", to: "" };
  return { range: "", from: range.from.toISOString(), to: range.to.toISOString() };
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment with its offset, as ISO 8601 writes it; null for any other text, and for the 30th of February. */
export function readMoment(text: string): Date | null {
  const [, year, month, day] = MOMENT.exec(text) ?? [];
  // A day that the month does not have would be one of the next month.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const moment = new Date(text);
  return day === undefined || Number(day) > days || Number.isNaN(moment.getTime()) ? null : moment;
}

function problem(message: string): { value: null; problem: string } {
  return { value: null, problem: message };
}
