import type { ChartUnit } from "@/components/charts/chart-types";
import { fixedWithSeparators } from "@/components/format/digits";

export type ValueAxis = {
  /** From 0 to at least the maximum, evenly spaced, three to six of them. */
  ticks: number[];
  labels: string[];
};

/** `zero`: nothing is nothing in millions too, so it reads $0, never $0 M. */
type Scale = { size: number; prefix: string; suffix: string; zero?: string };

const LARGE = [
  { from: 2e9, size: 1e9, suffix: " B" },
  { from: 2e6, size: 1e6, suffix: " M" },
  { from: 2e4, size: 1e3, suffix: " K" },
] as const;

/** Round ticks and their labels for values from 0 to `maximum`, which is finite. */
export function valueAxis(maximum: number, unit: ChartUnit): ValueAxis {
  const scale = scaleFor(maximum, unit);
  const step = roundStep(maximum / scale.size, unit === "count" && scale.size === 1);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (isQuarter(step) ? 1 : 0));
  const count = Math.max(1, Math.ceil(maximum / scale.size / step - 1e-9));
  const multiples = Array.from({ length: count + 1 }, (_, index) => index * step);
  return {
    ticks: multiples.map((multiple) => multiple * scale.size),
    labels: multiples.map((multiple) => label(multiple, decimals, scale)),
  };
}

function label(multiple: number, decimals: number, { prefix, suffix, zero }: Scale): string {
  if (multiple === 0 && zero !== undefined) return zero;
  return `${prefix}${fixedWithSeparators(multiple, decimals)}${suffix}`;
}

/** The smallest of 1, 2, 2.5 or 5 times a power of ten that needs no more than four steps. */
function roundStep(maximum: number, whole: boolean): number {
  if (maximum <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(maximum / 4));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const usable = whole ? steps.filter((step) => Number.isInteger(step)) : steps;
  return usable.find((step) => step >= maximum / 4 - 1e-12 * maximum) ?? Math.max(1, Math.ceil(maximum / 4));
}

function isQuarter(step: number): boolean {
  return step.toExponential(1).startsWith("2.5");
}

function scaleFor(maximum: number, unit: ChartUnit): Scale {
  if (unit === "share") return { size: 0.01, prefix: "", suffix: " %" };
  if (unit === "ms") {
    if (maximum >= 240_000) return { size: 60_000, prefix: "", suffix: " min" };
    return maximum >= 2_000 ? { size: 1_000, prefix: "", suffix: " s" } : { size: 1, prefix: "", suffix: " ms" };
  }
  const prefix = unit === "count" ? "" : "$";
  const large = LARGE.find(({ from }) => maximum >= from);
  return large ? { ...large, prefix, zero: `${prefix}0` } : { size: 1, prefix, suffix: "" };
}
