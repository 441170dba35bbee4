import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { Dimension } from "@/lib/query/types";
import type { CostParts } from "./split-change";

/** One period's figures of a value or of everything. Cost in USD, null when no request is priced; latency in ms. */
export type PeriodFigures = {
  requests: number;
  cost: number | null;
  unpriced: number;
  tokens: number;
  errors: number;
  /** Null without requests. */
  latencyAvg: number | null;
};

/**
 * What a change is made of; the parts add up to it. Of cost: nano-dollars, exactly. Of latency, in ms: calls of this value
 * that became slower, and more or fewer of them among all. Of errors: more calls, and a higher error rate.
 */
export type ChangeParts =
  | ({ of: "cost" } & CostParts)
  | { of: "errors"; volume: bigint; rate: bigint }
  | { of: "latency"; own: number; mix: number }
  | { of: "requests" };

/** A value of a dimension, or what is left of it. */
export type Contribution = {
  kind: "value" | "other" | "untagged";
  /** Null for `other` and `untagged`; of status its class: `5`. */
  value: string | null;
  before: PeriodFigures;
  after: PeriodFigures;
  /** In USD, requests, errors, or ms of the average of everything. */
  change: number;
  /** What of `change` is more than a change like everything's would be. */
  excess: number;
  /** An excess up to here is ordinary, and so is a change up to there. */
  noise: number;
  ordinary: number;
  parts: ChangeParts;
};

export type DimensionChange = {
  field: Dimension;
  label: string;
  /** What changed most first, Other last. Together the change of everything. */
  contributions: Contribution[];
  /** Values with requests in either period, untagged included. */
  values: number;
};

export type NamedContribution = Contribution & { field: Dimension; label: string };

/** `same`: values of other dimensions with the very same figures, so very likely the same requests. */
export type Finding = NamedContribution & { same: NamedContribution[] };

export type WhatChanged = {
  metric: ChangeMetric;
  whole: {
    before: PeriodFigures;
    after: PeriodFigures;
    change: number;
    /** Changes up to here are ordinary for everything together. */
    ordinary: number;
    parts: ChangeParts;
  };
  /** What stands out, the most telling first. Empty: nothing does. */
  findings: Finding[];
  dimensions: DimensionChange[];
  /** Dimensions not read yet, and the reach that takes them in: thousands of values, or a scan of all requests. */
  postponed: { label: string; until: "rollups" | "all" }[];
  /** Labels of what was not looked at at all, as it would take too long. */
  leftOut: string[];
};
