import { type ResolvedRange, resolveRange } from "@/lib/filters/time-range";
import type { Ask, Digest } from "./asks";
import type { Dialect } from "./dialects";

const ERROR = "(outcome = 2 or (status >= 400 and outcome <> 1))";

/** One statement that answers an ask at least as far as ours does; shares, Other and totals are left out in their favour. */
export function peerSql(ask: Ask, dialect: Dialect, projectId: number, end: Date): string {
  const { table, created, moment } = dialect;
  const range: ResolvedRange = resolveRange({ preset: ask.range }, new Date(end.getTime() - 1), "UTC");
  const where = [
    `${dialect.project} = ${projectId}`,
    `${created} >= ${moment(range.from.getTime())}`,
    `${created} < ${moment(range.to.getTime())}`,
    ...ask.filters.map(([key, value]) => `${dialect.property(key)} = '${value}'`),
  ].join(" and ");
  const groupBy = (keys: string[], columns: string, rest = "") =>
    `select ${keys.map((key, index) => `${key} as k${index}`).join(", ")}, ${columns} from ${table} where ${where}
      group by ${keys.map((_, index) => `k${index}`).join(", ")} ${rest}`;
  const sums = `count(*) as requests, sum(cost) as total_cost, avg(latency) as latency_avg`;
  switch (ask.kind) {
    case "list":
      return `select ${dialect.id} as id, ${created} as created, status, outcome, provider, model, ${dialect.user} as usr,
        ${dialect.inputTokens} as input, ${dialect.outputTokens} as output, latency, ${dialect.ttft} as ttft, cost as total_cost,
        1 as requests, ${dialect.properties} from ${table} where ${where} order by ${created} desc limit 50`;
    case "count":
      return `select count(*) as requests from ${table} where ${where}`;
    case "summary":
      return `select ${sums}, ${dialect.countIf("cost is null")} as unpriced, ${dialect.countIf(ERROR)} as errors
        from ${table} where ${where}`;
    case "table": {
      const tokens = `sum(${dialect.inputTokens}) as input, sum(${dialect.outputTokens}) as output`;
      const counts = `${dialect.countIf("cost is null")} as unpriced, ${dialect.countIf(ERROR)} as errors`;
      const columns = `${sums}, avg(cost) as cost_avg, ${tokens}, ${counts}, ${dialect.p95("latency")} as p95`;
      // One more: untagged may be among them.
      return groupBy([dialect.property(ask.key)], columns, "order by total_cost desc limit 51");
    }
    case "over-time":
      return groupBy(
        [dialect.bucket(ask.range === "30d" ? "day" : "hour"), dialect.property(ask.key)],
        "sum(cost) as total_cost",
      );
    case "values":
      return groupBy([dialect.property(ask.key)], "count(*) as requests", "order by requests desc limit 101");
    case "keys":
      return dialect.keyUsage(where);
    case "users":
      return groupBy([dialect.user], `${sums}, ${dialect.p95("latency")} as p95`, "order by total_cost desc limit 50");
    case "cross-tab":
      return groupBy(
        ask.keys.map(dialect.property),
        `${sums}, ${dialect.p95("latency")} as p95`,
        "order by total_cost desc",
      );
  }
}

type PeerRow = Record<string, unknown>;
const NO_JOB = "00000000-0000-0000-0000-000000000000";

/** What the rows come to, counted as ours are. */
export function peerDigest(ask: Ask, rows: PeerRow[]): Digest {
  const sum = (name: string, of: PeerRow[]) => of.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  if (ask.kind === "over-time") return { rows: 0, requests: null, cost: sum("total_cost", rows) };
  const tagged = ({ k0 }: PeerRow) => k0 !== "" && k0 !== null && k0 !== NO_JOB;
  const ofValues = ask.kind === "table" || ask.kind === "values";
  const counted = ofValues ? rows.filter(tagged).slice(0, ask.kind === "table" ? 50 : 100) : rows;
  const hasCost = !["count", "values", "keys"].includes(ask.kind);
  return {
    rows: counted.length,
    requests: sum("requests", counted),
    cost: hasCost ? sum("total_cost", counted) : null,
  };
}
