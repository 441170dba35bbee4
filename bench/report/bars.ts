import type { QueryResult } from "../query/run";
import type { Row } from "../table";
import type { Results } from "./results";

/** A figure that was promised, what was measured, and whether that is enough. */
export type Bar = { figure: string; bar: string; measured: string; reached: boolean };

export function barsOf({ gateway, ingest, query, page }: Results): Bar[] {
  const [small, large] = [query.at(-2)?.result, query.at(-1)?.result];
  return [
    ...(gateway ? gatewayBars(gateway.result) : []),
    ...(ingest ? ingestBars(ingest.result.rows, ingest.result.differences) : []),
    ...(large ? queryBars(large) : []),
    ...(small && large ? [growthBar(small, large)] : []),
    ...(page.at(-1)?.result.table ?? []).flatMap(pageBar),
    ...(page.at(-1)?.result.interactions ?? []).map(({ name, values }) =>
      atMost(name, 400, values.median ?? Number.NaN, "ms"),
    ),
  ];
}

const find = (rows: Row[], name: string, column: string) =>
  rows.find((row) => row.name.startsWith(name))?.values[column] ?? Number.NaN;
const figure = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(2));

function gatewayBars({ rows, ratios }: { rows: Row[]; ratios: Row[] }): Bar[] {
  const throughput = ["calls/s, 16 connections", "calls/s, 64 connections"];
  const least = (other: string) => Math.min(...throughput.map((name) => find(ratios, name, other)));
  const added = find(ratios, "sequential ms, p50, added", "Portkey");
  const stream = "first byte of a stream ms, 200 calls/s";
  const [p50, p99] = ["p50", "p99"].map((share) => find(rows, `${stream}, ${share}, added`, "Facet"));
  return [
    atLeast("gateway throughput, recording on, against Portkey", 8, least("Portkey"), "times"),
    atLeast("gateway throughput against bare node:http + undici", 0.5, least("node:http + undici"), "times"),
    atMost("sequential added latency p50 against Portkey", 0.2, added, "times"),
    atMost("time to first byte added on streams, p50", 0.3, p50 ?? Number.NaN, "ms"),
    atMost("time to first byte added on streams, p99", 2, p99 ?? Number.NaN, "ms"),
  ];
}

function ingestBars(rows: Row[], differences: string[]): Bar[] {
  const of = (name: string) => find(rows, name, "Facet");
  const sustained = atLeast("sustained gateway to rows", 2500, of("sustained: calls answered/s until"), "calls/s");
  const lost = differences.length === 0 ? ", nothing lost" : `, ${differences.join(", ")}`;
  return [
    { ...sustained, measured: sustained.measured + lost, reached: sustained.reached && differences.length === 0 },
    atLeast("writer alone on a full spool, with bodies", 8000, of("writer alone"), "records/s"),
  ];
}

const LISTS = ["list, newest 50", "list, common filter", "list, one job of 20"];
const RARE = "list, rare combination";
const ROLLED_UP = [
  "by Environment, with p95",
  "by Feature, with p95, one filter",
  "day by Feature, cost",
  "day by Feature, cost, one filter",
  "Feature x User-Type, with p95",
];
const FILTERED = ["by Feature, with p95", "day by Feature, cost"].flatMap((name) => [
  `${name}, two filters`,
  `${name}, three filters`,
]);

function queryBars(result: QueryResult): Bar[] {
  const ms = (name: string, contestant = "Facet") =>
    result.asks.find((ask) => ask.name === name)?.contestants[contestant]?.warm ?? Number.NaN;
  const slowest = (names: string[]) => Math.max(...names.map((name) => ms(name)));
  const against = (names: string[], others: string[]) =>
    Math.max(...names.flatMap((name) => others.map((other) => ms(name) / ms(name, other))));
  const both = ["ClickHouse Map", "ClickHouse columns"];
  const size = `at ${(result.rows / 1e6).toFixed(0)} M`;
  return [
    atMost(`lists ${size}`, 20, slowest(LISTS), "ms"),
    atMost(`list of a rare combination ${size}`, 60, ms(RARE), "ms"),
    atMost("lists against the faster ClickHouse layout", 1, against([...LISTS, RARE], both), "times its time"),
    atMost(`answered by rollups ${size}, slowest`, 30, slowest(ROLLED_UP), "ms"),
    atMost(
      "answered by rollups against ClickHouse's columns",
      1,
      against(ROLLED_UP, ["ClickHouse columns"]),
      "times its time",
    ),
    atMost("two or three filters against ClickHouse's Map", 1, against(FILTERED, ["ClickHouse Map"]), "times its time"),
    {
      figure: "two or three filters, distance to ClickHouse's columns",
      bar: "stated",
      measured: `${figure(against(FILTERED, ["ClickHouse columns"]))} times its time at worst`,
      reached: true,
    },
  ];
}

function growthBar(small: QueryResult, large: QueryResult): Bar {
  const ms = (result: QueryResult, name: string) =>
    result.asks.find((ask) => ask.name === name)?.contestants.Facet?.warm ?? Number.NaN;
  const growth = Math.max(...ROLLED_UP.map((name) => ms(large, name) / ms(small, name)));
  const factor = large.rows / small.rows;
  return atMost(`growth of those when there are ${factor} times the rows`, 1.5, growth, "times");
}

function pageBar({ name, values }: Row): Bar[] {
  if (!/first rows|chart ready/.test(name)) return [];
  return [atMost(name, 400, values.median ?? Number.NaN, "ms")];
}

function atLeast(name: string, wanted: number, value: number, unit: string): Bar {
  return { figure: name, bar: `>= ${wanted} ${unit}`, measured: `${figure(value)} ${unit}`, reached: value >= wanted };
}

function atMost(name: string, wanted: number, value: number, unit: string): Bar {
  return { figure: name, bar: `<= ${wanted} ${unit}`, measured: `${figure(value)} ${unit}`, reached: value <= wanted };
}
