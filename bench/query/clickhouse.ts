import { createRequire } from "node:module";
import { EXPORTED } from "../dataset/export";
import { KEYS } from "./dialects";
import { servePeer } from "./peer-process";

/** ClickHouse inside this process (chdb), both layouts in one data directory: the argument. */
type Session = { query: (statement: string, format?: string) => string };
type Chdb = { Session: new (folder: string) => Session };
const chdb: Chdb = createRequire(new URL("../peers/package.json", import.meta.url))("chdb");
const session = new chdb.Session(process.argv[2] ?? "");
session.query("create database if not exists bench");
session.query("use bench");

servePeer(async (message) => {
  if (message.kind === "create") for (const statement of CREATE) session.query(statement);
  if (message.kind === "load") for (const statement of load(message.file)) session.query(statement);
  if (message.kind === "finish")
    for (const table of ["map_layout", "column_layout"]) session.query(`optimize table ${table} final`);
  if (message.kind !== "run") return [];
  const lines = session.query(message.statement, "JSONEachRow").split("\n");
  return lines.filter((line) => line !== "").map((line): Record<string, unknown> => JSON.parse(line));
});

const columns = KEYS.map((key) => key.replaceAll("-", "_"));

/** The map layout is that of Helicone's request_response_rmt, without the columns nothing here fills. */
const CREATE = [
  `create table map_layout (
    organization_id UInt32, request_id UUID, request_created_at DateTime64(3, 'UTC'), latency Nullable(Int64),
    time_to_first_token Nullable(Int64), status Int64, outcome UInt8, provider LowCardinality(String) codec(ZSTD(1)),
    model LowCardinality(String) codec(ZSTD(1)), user_id LowCardinality(String) codec(ZSTD(1)),
    prompt_tokens Nullable(Int64), completion_tokens Nullable(Int64), cost Nullable(Int64),
    properties Map(LowCardinality(String), String) codec(ZSTD(1)), updated_at DateTime64(3, 'UTC') default now(),
    index idx_properties_key mapKeys(properties) type bloom_filter(0.01) granularity 1,
    index idx_properties_value mapValues(properties) type bloom_filter(0.01) granularity 1
  ) engine = ReplacingMergeTree(updated_at) partition by toYYYYMM(request_created_at)
  order by (organization_id, provider, model, user_id, request_created_at, request_id)`,
  `create table column_layout (
    project UInt32, id UUID, created_at DateTime64(3, 'UTC'), latency Int32, ttft Nullable(Int32), status Int16,
    outcome UInt8, provider LowCardinality(String), model LowCardinality(String), user LowCardinality(String),
    input_tokens Int32, output_tokens Int32, cost Nullable(Int64),
    ${columns.map((name) => `${name} ${name === "job_uuid" ? "UUID" : "LowCardinality(String)"}`).join(", ")}
  ) engine = MergeTree partition by toYYYYMM(created_at) order by (project, created_at)`,
];

function load(file: string): string[] {
  const structure = EXPORTED.map((name) => `\`${name}\` ${NUMBERS[name] ?? "String"}`).join(", ");
  const source = `file('${file}', 'CSV', '${structure}')`;
  const map = KEYS.map((key, index) => `'${key}', ${columns[index]}`).join(", ");
  const created = "fromUnixTimestamp64Milli(created_ms, 'UTC')";
  return [
    `insert into map_layout (organization_id, request_id, request_created_at, latency, time_to_first_token, status, outcome,
      provider, model, user_id, prompt_tokens, completion_tokens, cost, properties)
    select project, toUUID(id), ${created}, latency, ttft, status, outcome, provider, model, user, input_tokens,
      output_tokens, cost, mapFilter((k, v) -> v != '', map(${map})) from ${source}`,
    `insert into column_layout
    select project, toUUID(id), ${created}, latency, ttft, status, outcome, provider, model, user, input_tokens,
      output_tokens, cost, ${columns.slice(0, -1).join(", ")}, toUUIDOrZero(job_uuid) from ${source}`,
  ];
}

const NUMBERS: Record<string, string> = {
  project: "UInt32",
  created_ms: "Int64",
  latency: "Int32",
  ttft: "Nullable(Int32)",
  status: "Int16",
  outcome: "UInt8",
  input_tokens: "Int32",
  output_tokens: "Int32",
  cost: "Nullable(Int64)",
};
