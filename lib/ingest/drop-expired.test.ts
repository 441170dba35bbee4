import { pino } from "pino";
import { expect, test } from "vitest";
import { facts } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { openRetention } from "./drop-expired";
import { idAt, testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const logger = pino({ level: "silent" });

test("days past retention go; a clock that runs far ahead for a moment costs nothing", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const now = Date.now();
  const ages = [40, 31.5, 29, 1];
  const records = ages.map((age) => testRecord({ projectId, id: idAt(Math.floor(now - age * DAY_MS)) }));
  expect(await openBatchWriter(database)(records)).toEqual([]);
  let elapsed = 0;
  const dropExpired = openRetention({ database, logger, retentionDays: 30, elapsed: () => elapsed });
  const years = new Date(now + 3_650 * DAY_MS);

  await dropExpired(years);
  expect(await database.$count(facts)).toBe(4);
  // What comes in by that clock proves nothing.
  expect(await openBatchWriter(database)([testRecord({ projectId, id: idAt(years.getTime() - 1) })])).toEqual([]);
  elapsed += 4 * HOUR_MS;
  await dropExpired(years);
  expect(await database.$count(facts)).toBe(5);
  await dropExpired(new Date(now));
  expect(await database.$count(facts)).toBe(3);
  elapsed += 4 * HOUR_MS;
  await dropExpired(years);
  expect(await database.$count(facts)).toBe(3);
  elapsed += 6 * HOUR_MS;
  await dropExpired(years);
  expect(await database.$count(facts)).toBe(1);
});
