/** How one store spells what the asks need. Columns that all of them have under one name are not in here. */
export type Dialect = {
  table: string;
  created: string;
  /** A moment in milliseconds since the epoch, as `created` is compared with it. */
  moment: (milliseconds: number) => string;
  project: string;
  user: string;
  id: string;
  inputTokens: string;
  outputTokens: string;
  ttft: string;
  property: (key: string) => string;
  /** Aggregates. */
  p95: (value: string) => string;
  countIf: (condition: string) => string;
  bucket: (unit: "day" | "hour") => string;
  /** All properties of a row, as a list shows them. */
  properties: string;
  /** `requests` and `vals` of every property key, one row each. */
  keyUsage: (where: string) => string;
};

export const KEYS = [
  ...["environment", "user-type", "feature", "plan", "location", "device-type", "activity-level"],
  "job-uuid",
];
const column = (key: string) => key.replaceAll("-", "_");

const CLICKHOUSE = {
  moment: (milliseconds: number) => `fromUnixTimestamp64Milli(${milliseconds}, 'UTC')`,
  p95: (value: string) => `quantile(0.95)(${value})`,
  countIf: (condition: string) => `countIf(${condition})`,
};

/** One table for all: a map of properties, sorted by project, provider, model, user, time. */
export const MAP_LAYOUT: Dialect = {
  ...CLICKHOUSE,
  table: "map_layout",
  created: "request_created_at",
  project: "organization_id",
  user: "user_id",
  id: "request_id",
  inputTokens: "prompt_tokens",
  outputTokens: "completion_tokens",
  ttft: "time_to_first_token",
  property: (key) => `properties['${key}']`,
  bucket: (unit) => (unit === "day" ? "toDate(request_created_at)" : "toStartOfHour(request_created_at)"),
  properties: "properties",
  keyUsage: (where) => `select key, count() as requests, uniqExact(value) as vals from map_layout
    array join mapKeys(properties) as key, mapValues(properties) as value where ${where} group by key`,
};

/** What nobody who has custom properties can have: a native column for each of them, sorted by project and time. */
export const COLUMN_LAYOUT: Dialect = {
  ...CLICKHOUSE,
  table: "column_layout",
  created: "created_at",
  project: "project",
  user: "user",
  id: "id",
  inputTokens: "input_tokens",
  outputTokens: "output_tokens",
  ttft: "ttft",
  property: column,
  bucket: (unit) => (unit === "day" ? "toDate(created_at)" : "toStartOfHour(created_at)"),
  properties: KEYS.map(column).join(", "),
  keyUsage: (where) => {
    const none = (key: string) => (key === "job-uuid" ? "toUUID('00000000-0000-0000-0000-000000000000')" : "''");
    const counts = KEYS.map(
      (key, index) => `countIf(${column(key)} != ${none(key)}) as c${index}, uniqExact(${column(key)}) as u${index}`,
    );
    const pairs = KEYS.map((_, index) => `(c${index}, u${index})`);
    return `select pair.1 as requests, pair.2 as vals from (select arrayJoin([${pairs.join(", ")}]) as pair
      from (select ${counts.join(", ")} from column_layout where ${where}))`;
  },
};

export const DUCKDB: Dialect = {
  ...COLUMN_LAYOUT,
  table: "requests",
  moment: (milliseconds) => `make_timestamp(${milliseconds}::bigint * 1000)`,
  p95: (value) => `approx_quantile(${value}, 0.95)`,
  countIf: (condition) => `count(*) filter (where ${condition})`,
  bucket: (unit) => `date_trunc('${unit}', created_at)`,
  user: '"user"',
  keyUsage: (where) => {
    const counts = KEYS.map(
      (key, index) => `count(${column(key)}) as c${index}, count(distinct ${column(key)}) as u${index}`,
    );
    const list = (letter: string) => KEYS.map((_, index) => `${letter}${index}`).join(", ");
    return `select unnest([${list("c")}]) as requests, unnest([${list("u")}]) as vals
      from (select ${counts.join(", ")} from requests where ${where})`;
  },
};
