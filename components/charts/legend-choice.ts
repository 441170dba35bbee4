import type { SeriesKind } from "@/components/charts/chart-types";

/** What the legend leaves to see: only some series, or all but some. By key, so that it outlives the figures. */
export type LegendChoice = { mode: "only" | "without"; keys: readonly string[] };

type Keyed = { id: string; key: string };

/** A series as an address names it: `~other`, `~untagged`, `~empty`, else its value with what separates escaped. */
export function seriesKey(kind: SeriesKind, value: string | null): string {
  if (kind !== "value") return `~${kind}`;
  return value === null || value === "" ? "~empty" : escaped(value);
}

/** The choice in the URL: `production,staging` alone, or `-~other,~untagged` left out; empty: everything is shown. */
export function readLegend(text: string): LegendChoice | null {
  const without = text.startsWith("-");
  const keys = text
    .slice(without ? 1 : 0)
    .split(",")
    .filter(Boolean);
  return keys.length === 0 ? null : { mode: without ? "without" : "only", keys };
}

/** The inverse. */
export function formatLegend(choice: LegendChoice | null): string {
  if (choice === null) return "";
  return `${choice.mode === "without" ? "-" : ""}${choice.keys.join(",")}`;
}

/** The ids of the series that are drawn. A choice that leaves nothing of them is about other series: it is not heeded. */
export function shownBy(choice: LegendChoice | null, series: readonly Keyed[]): ReadonlySet<string> {
  const all = new Set(series.map(({ id }) => id));
  if (choice === null) return all;
  const chosen = new Set(choice.keys);
  const shown = series.filter(({ key }) => chosen.has(key) === (choice.mode === "only"));
  return shown.length === 0 ? all : new Set(shown.map(({ id }) => id));
}

/** After a click: the series alone, or all again. */
export function isolated(choice: LegendChoice | null, series: readonly Keyed[], key: string): LegendChoice | null {
  const shown = shownBy(choice, series);
  const alone = shown.size === 1 && series.length > 1 && series.some((each) => each.key === key && shown.has(each.id));
  return alone ? null : { mode: "only", keys: [key] };
}

/** After an alt-click: without the series, or with it again; null when all are shown, or none would be. */
export function excluded(choice: LegendChoice | null, series: readonly Keyed[], key: string): LegendChoice | null {
  const shown = shownBy(choice, series);
  const seen = choice !== null && shown.size < series.length ? choice : { mode: "without" as const, keys: [] };
  const keys = seen.keys.includes(key) ? seen.keys.filter((each) => each !== key) : [...seen.keys, key];
  const next = { ...seen, keys };
  const left = series.filter((each) => keys.includes(each.key) === (seen.mode === "only")).length;
  return left === 0 || left === series.length ? null : next;
}

function escaped(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll("~", "%7E").replace(/^-/, "%2D");
}
