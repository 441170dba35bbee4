import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Metric } from "./metrics";
import { commonParams, type Read, readMoment } from "./search-params";

export const CHANGE_METRICS = ["cost", "requests", "latency", "errors"] as const;
export type ChangeMetric = (typeof CHANGE_METRICS)[number];

/** Which of them explains a change of what a chart shows. */
export function changeMetricOf(metric: Metric): ChangeMetric {
  if (metric === "requests") return "requests";
  if (metric === "errors" || metric === "error_rate") return "errors";
  return metric.startsWith("latency_") || metric === "ttft_avg" ? "latency" : "cost";
}

export const BASE_PRESETS = ["previous", "day", "week"] as const;
/** `previous`: right before; `day`, `week`: the same hours so long before; a moment: as long, from then on. */
export type BaseChoice = (typeof BASE_PRESETS)[number] | Date;

export const whatChangedParams = {
  ...commonParams,
  metric: parseAsStringLiteral(CHANGE_METRICS).withDefault("cost"),
  /** What the range is compared with; text here, as what cannot be read must be said. */
  base: parseAsString.withDefault("previous"),
};

export const loadWhatChangedParams = createLoader(whatChangedParams);
/** `whatChangedHref(WHAT_CHANGED_PATH, {filter, range})`. */
export const whatChangedHref = createSerializer(whatChangedParams);
export const WHAT_CHANGED_PATH = "/properties/what-changed";

export function readBase(text: string): Read<BaseChoice> {
  const preset = BASE_PRESETS.find((name) => name === text);
  if (preset !== undefined) return { value: preset, problem: null };
  const moment = readMoment(text);
  if (moment !== null) return { value: moment, problem: null };
  const message = `unknown base ${text}: give ${BASE_PRESETS.join(", ")} or a moment like 2026-11-20T08:00:00Z`;
  return { value: null, problem: message };
}
