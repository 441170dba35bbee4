import { createRequire } from "node:module";
import { EXPORTED } from "../dataset/export";
import { KEYS } from "./dialects";
import { servePeer } from "./peer-process";

/** DuckDB inside this process, a native column per property, in the database file named by the argument. */
type Reader = { getRowObjectsJson: () => Record<string, unknown>[] };
type Connection = {
  run: (statement: string) => Promise<unknown>;
  runAndReadAll: (statement: string) => Promise<Reader>;
};
type DuckDb = { DuckDBInstance: { create: (file: string) => Promise<{ connect: () => Promise<Connection> }> } };
const { DuckDBInstance }: DuckDb = createRequire(new URL("../peers/package.json", import.meta.url))("@duckdb/node-api");
const instance = await DuckDBInstance.create(process.argv[2] ?? "");
const connection = await instance.connect();
await connection.run("set TimeZone = 'UTC'");

servePeer(async (message) => {
  if (message.kind === "create") await connection.run(CREATE);
  if (message.kind === "load") await connection.run(load(message.file));
  if (message.kind === "finish") await connection.run("checkpoint");
  if (message.kind !== "run") return [];
  return (await connection.runAndReadAll(message.statement)).getRowObjectsJson();
});

const columns = KEYS.map((key) => key.replaceAll("-", "_"));

const CREATE = `create table requests (project integer, id uuid, created_at timestamp, latency integer, ttft integer,
  status smallint, outcome utinyint, provider varchar, model varchar, "user" varchar, input_tokens integer,
  output_tokens integer, cost bigint, ${columns.map((name) => `${name} ${name === "job_uuid" ? "uuid" : "varchar"}`).join(", ")})`;

function load(file: string): string {
  const types = EXPORTED.map((name) => `'${name}': '${NUMBERS[name] ?? "varchar"}'`).join(", ");
  return `insert into requests select project, id::uuid, make_timestamp(created_ms * 1000), latency, ttft, status, outcome,
    provider, model, "user", input_tokens, output_tokens, cost, ${columns.slice(0, -1).join(", ")}, job_uuid::uuid
    from read_csv('${file}', header = false, columns = {${types}})`;
}

const NUMBERS: Record<string, string> = {
  project: "integer",
  created_ms: "bigint",
  latency: "integer",
  ttft: "integer",
  status: "smallint",
  outcome: "utinyint",
  input_tokens: "integer",
  output_tokens: "integer",
  cost: "bigint",
};
