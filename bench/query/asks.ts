/** Property key and the value it must have. */
export type Condition = [key: string, value: string];
type AskRange = "30d" | "24h" | "1h";

/** A question as data: ours answers it through lib/query, peers through SQL of theirs. */
export type Ask = { name: string; range: AskRange; filters: Condition[] } & (
  | { kind: "list" | "count" | "summary" | "keys" | "users" }
  | { kind: "table" | "over-time" | "values"; key: string }
  | { kind: "cross-tab"; keys: [string, string] }
);

/** What an answer comes to, so that answers of different stores can be compared. Cost is in nano-dollars. */
export type Digest = { rows: number; requests: number | null; cost: number | null };
export type Answer = { ms: number; digest: Digest; source: string };

const COMMON: Condition = ["environment", "production"];
const TWO: Condition[] = [COMMON, ["user-type", "paid"]];
const THREE: Condition[] = [...TWO, ["plan", "team"]];
const RARE: Condition[] = [
  ["environment", "development"],
  ["feature", "feature-09"],
  ["location", "location-40"],
];

/** Every query behind the Requests and Properties pages. `job` is the value of a Job-UUID that exists. */
export function allAsks(job: string): Ask[] {
  const of = (range: AskRange, filters: Condition[] = []) => ({ range, filters });
  return [
    { name: "list, newest 50", kind: "list", ...of("30d") },
    { name: "list, common filter", kind: "list", ...of("30d", [COMMON]) },
    { name: "list, rare combination", kind: "list", ...of("30d", RARE) },
    { name: "list, one job of 20", kind: "list", ...of("30d", [["job-uuid", job]]) },
    { name: "exact count, common filter", kind: "count", ...of("30d", [COMMON]) },
    { name: "exact count, two filters", kind: "count", ...of("30d", TWO) },
    { name: "cards", kind: "summary", ...of("30d") },
    { name: "by Environment, with p95", kind: "table", key: "environment", ...of("30d") },
    { name: "by Location, with p95", kind: "table", key: "location", ...of("30d") },
    { name: "by Feature, with p95, one filter", kind: "table", key: "feature", ...of("30d", [COMMON]) },
    { name: "by Feature, with p95, two filters", kind: "table", key: "feature", ...of("30d", TWO) },
    { name: "by Feature, with p95, three filters", kind: "table", key: "feature", ...of("30d", THREE) },
    { name: "day by Feature, cost", kind: "over-time", key: "feature", ...of("30d") },
    { name: "day by Feature, cost, one filter", kind: "over-time", key: "feature", ...of("30d", [COMMON]) },
    { name: "day by Feature, cost, two filters", kind: "over-time", key: "feature", ...of("30d", TWO) },
    { name: "day by Feature, cost, three filters", kind: "over-time", key: "feature", ...of("30d", THREE) },
    { name: "Feature x User-Type, with p95", kind: "cross-tab", keys: ["feature", "user-type"], ...of("30d") },
    { name: "top 50 of Job-UUID by cost", kind: "table", key: "job-uuid", ...of("30d") },
    { name: "top 50 of 50,000 users by cost", kind: "users", ...of("30d") },
    { name: "keys with coverage", kind: "keys", ...of("30d") },
    { name: "values of Location", kind: "values", key: "location", ...of("30d") },
    { name: "by Environment, last 24 hours", kind: "table", key: "environment", ...of("24h") },
    { name: "hour by Environment, last 24 hours", kind: "over-time", key: "environment", ...of("24h") },
    { name: "by Environment, last hour", kind: "table", key: "environment", ...of("1h") },
  ];
}
