import { pino } from "pino";
import { expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { facts } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { openDirectSink } from "./direct-sink";
import { testRecord } from "./test-record";

const logger = pino({ level: "silent" });

test("records are in Postgres when append resolves, and a bad one is told apart", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const sink = openDirectSink({ database, logger });
  const records = Array.from({ length: 250 }, () => testRecord({ projectId }));
  const all = [...records.map(sink.append), sink.append(testRecord({ projectId, id: "nonsense" }))];
  expect(sink.stats().depth).toBe(251);
  expect(await Promise.all(all)).toEqual([...records.map(() => "stored"), "failed"]);
  expect(await database.$count(facts)).toBe(250);
  await sink.close();
  expect(sink.stats()).toMatchObject({ depth: 0, oldestMs: null, full: false, lost: 0, rejected: 1 });
});

test("what Postgres refuses is told without what the record says", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const standby = openDatabase(`${url}?default_transaction_read_only=on`, { pool: 1, name: "standby" });
  const lines: string[] = [];
  const listening = pino({}, { write: (line) => void lines.push(line) });
  const sink = openDirectSink({ database: standby, logger: listening, retries: 0 });
  expect(await sink.append(testRecord({ projectId, userId: "somebody" }))).toBe("failed");
  expect(lines.join("")).toContain("read-only transaction");
  expect(lines.join("")).not.toMatch(/somebody|params/);
  await standby.$client.end();
});

test("without Postgres nothing throws; what does not fit in memory is refused", async () => {
  const database = openDatabase("postgres://127.0.0.1:1/none", { pool: 1, name: "nobody" });
  const sink = openDirectSink({ database, logger, maxWaiting: 1, retries: 0 });
  const results = [1, 2, 3].map(() => sink.append(testRecord()));
  expect(await Promise.all(results)).toEqual(["failed", "failed", "full"]);
  expect(sink.stats()).toMatchObject({ depth: 0, lost: 3 });
});
