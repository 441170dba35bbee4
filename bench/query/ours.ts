import { openDatabase } from "@/db/client";
import { listProjects } from "@/db/projects";
import { propertyField } from "@/lib/filters/fields";
import { allOf, type Filter } from "@/lib/filters/filter";
import { type ResolvedRange, resolveRange } from "@/lib/filters/time-range";
import type { QueryContext } from "@/lib/query/context";
import { countRequests } from "@/lib/query/count-requests";
import { listProperties } from "@/lib/query/list-properties";
import { listRequests } from "@/lib/query/list-requests";
import { propertyOverTime } from "@/lib/query/property-over-time";
import { propertySummary } from "@/lib/query/property-summary";
import { propertyTable } from "@/lib/query/property-table";
import { propertyValues } from "@/lib/query/property-values";
import { runQuery } from "@/lib/query/run-query";
import type { Answer, Ask, Condition, Digest } from "./asks";

/**
 * Answers asks through the questions the pages ask, in a process of its own with the condition `react-server`, as they
 * run in the dashboard. Arguments: database URL, end of the dataset in milliseconds.
 */
const [url = "", end = ""] = process.argv.slice(2);
const database = openDatabase(url, { pool: 8, name: "facet-bench" });
const [project] = await listProjects(database);
if (project === undefined) throw new Error("the dataset has no project");
const { id, timeZone } = project;

process.on("message", async (ask: Ask) => {
  const statements: string[] = [];
  const context: QueryContext = { database, project: { id, timeZone }, trace: (text) => statements.push(text) };
  const range = resolveRange({ preset: ask.range }, new Date(Number(end) - 1), timeZone);
  const startedAt = performance.now();
  const digest = await answer(context, ask, { filter: filterOf(ask.filters), range });
  const ms = performance.now() - startedAt;
  process.send?.({ ms, digest, source: sourceOf(statements) } satisfies Answer);
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.({ projectId: id });

type Scope = { filter: Filter | null; range: ResolvedRange };
type Costed = { requests: number; cost: number | null };

async function answer(context: QueryContext, ask: Ask, scope: Scope): Promise<Digest> {
  switch (ask.kind) {
    case "list": {
      const { rows } = await listRequests(context, { ...scope, order: "newest", limit: 50, cursor: null });
      return {
        rows: rows.length,
        requests: rows.length,
        cost: nano(rows.reduce((sum, row) => sum + (row.cost ?? 0), 0)),
      };
    }
    case "count":
      return { rows: 1, requests: (await countRequests(context, { ...scope, exact: true })).count, cost: null };
    case "summary":
      return digestOf([await propertySummary(context, scope)]);
    case "table": {
      const input = {
        ...scope,
        field: propertyField(ask.key),
        sort: "cost",
        direction: "desc",
        search: "",
        limit: 50,
      } as const;
      const { rows } = await propertyTable(context, input);
      return digestOf(rows.filter(({ kind }) => kind === "value"));
    }
    case "over-time": {
      const { series } = await propertyOverTime(context, { ...scope, field: propertyField(ask.key), metric: "cost" });
      const points = series.flatMap((each) => each.points);
      return { rows: 0, requests: null, cost: nano(points.reduce<number>((sum, point) => sum + (point ?? 0), 0)) };
    }
    case "values": {
      const { values } = await propertyValues(context, {
        ...scope,
        field: propertyField(ask.key),
        search: "",
        limit: 100,
      });
      return { rows: values.length, requests: values.reduce((sum, { requests }) => sum + requests, 0), cost: null };
    }
    case "keys": {
      const keys = await listProperties(context, scope);
      return { rows: keys.length, requests: keys.reduce((sum, { requests }) => sum + requests, 0), cost: null };
    }
    case "users":
      return groups(context, scope, ["user"], 50);
    case "cross-tab":
      return groups(context, scope, ask.keys.map(propertyField), 1000);
  }
}

async function groups(
  context: QueryContext,
  { filter, range }: Scope,
  dimensions: Parameters<typeof runQuery>[1]["dimensions"],
  limit: number,
): Promise<Digest> {
  const { rows } = await runQuery(context, {
    metrics: ["requests", "cost", "latency_avg", "latency_p95"],
    dimensions,
    filter,
    range,
    granularity: null,
    order: [{ by: "cost", direction: "desc" }],
    limit,
  });
  return digestOf(rows.map(({ metrics: [requests, cost] }) => ({ requests: requests ?? 0, cost: cost ?? null })));
}

function digestOf(rows: Costed[]): Digest {
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  return { rows: rows.length, requests, cost: nano(rows.reduce((sum, row) => sum + (row.cost ?? 0), 0)) };
}

const nano = (usd: number) => Math.round(usd * 1e9);

function filterOf(conditions: Condition[]): Filter | null {
  return allOf(conditions.map(([key, value]) => ({ field: propertyField(key), op: "is", values: [value] })));
}

/** Which tables with numbers in them the statements read. */
function sourceOf(statements: string[]): string {
  const read = (pattern: RegExp) => statements.some((text) => pattern.test(text));
  // The name `facts` also stands for pieces of rollups under one alias.
  const sources = { rollups: read(/\brollup(s|_sums)\b/), facts: read(/from "facts"|from facts\b/) };
  return [...(sources.rollups ? ["rollups"] : []), ...(sources.facts ? ["facts"] : [])].join(" + ");
}
