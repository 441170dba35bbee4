import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { dropPartitionsBefore, partitionDay } from "@/db/partitions";
import { dictionary, projects } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { seededRandom } from "@/db/test-facts";
import { editRequestProperties } from "./edit-properties";
import { pruneDictionary } from "./prune-dictionary";
import type { RequestRecord } from "./request-record";
import { idAt, testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const DAY_MS = 86_400_000;
const NOW = Date.now();

function record(projectId: number, daysAgo: number, team: string): RequestRecord {
  return testRecord({
    id: idAt(NOW - daysAgo * DAY_MS),
    projectId,
    userId: `user of ${team}`,
    properties: [{ key: "team", spelling: "Team", value: team }],
  });
}

const entries = async (database: Database) =>
  (await database.select({ value: dictionary.value }).from(dictionary).orderBy(dictionary.value)).map(
    ({ value }) => value,
  );

/** What requests are read as, by the entry behind their codes; null: the code stands for nothing. */
const readBack = (database: Database, projectId: number) =>
  database.execute<{ id: string; team: string | null; user: string | null }>(sql`
    select facts.id, team.value as team, users.value as user from facts
    left join dictionary team on team.project_id = ${projectId} and team.field_id >= 100 and team.code = facts.slot_1
    left join dictionary users on users.project_id = ${projectId} and users.field_id = 3 and users.code = facts.user_code
    where facts.project_id = ${projectId} order by facts.id`);

test("what no request carries any more goes; a writer that knew its code gives it a new one", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openBatchWriter(database);
  await write([record(projectId, 3, "gone"), record(projectId, 3, "both"), record(projectId, 0, "both")]);
  expect(await pruneDictionary(database, projectId)).toBe(0);
  await dropPartitionsBefore(database, partitionDay(new Date(NOW - DAY_MS)));
  // Told to stop, it leaves everything to the next call.
  expect(await pruneDictionary(database, projectId, AbortSignal.abort())).toBe(0);
  expect(await pruneDictionary(database, projectId)).toBe(2);
  expect(await entries(database)).toEqual(["both", "gpt-4o-mini-2024-07-18", "openai", "user of both"]);
  const again = record(projectId, 0, "gone");
  expect(await write([again])).toEqual([]);
  expect((await readBack(database, projectId)).find(({ id }) => id === again.id)).toMatchObject({
    team: "gone",
    user: "user of gone",
  });
  expect(await pruneDictionary(database, projectId)).toBe(0);
});

test("an entry that is looked up after it was marked stays, whoever knew it before the mark looks it up again", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openBatchWriter(database);
  const first = record(projectId, 0, "a");
  await write([first]);
  const mark = async () => {
    await database.update(dictionary).set({ unusedMark: randomUUID() });
    await database.update(projects).set({ vocabularyGeneration: sql`vocabulary_generation + 1` });
  };
  const marked = () => database.$count(dictionary, sql`unused_mark is not null`);
  await mark();
  await write([record(projectId, 0, "a")]);
  expect(await marked()).toBe(0);
  await mark();
  await editRequestProperties(database, projectId, first.id, new Map([["team", { value: "a", spelling: "Team" }]]));
  expect(await marked()).toBe(3);
  await database.delete(dictionary).where(eq(dictionary.value, "a"));
  await database.update(projects).set({ vocabularyGeneration: sql`vocabulary_generation + 1` });
  const last = record(projectId, 0, "a");
  await write([last]);
  expect((await readBack(database, projectId)).find(({ id }) => id === last.id)).toMatchObject({ team: "a" });
});

test("while requests are written, edited and deleted, no code ever stands for nothing or for another value", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const random = seededRandom(3);
  const wanted = new Map<string, string>();
  let writing = true;

  async function keepWriting(write: ReturnType<typeof openBatchWriter>): Promise<void> {
    for (let turn = 0; turn < 40; turn++) {
      const records = Array.from({ length: 5 }, () => ({ team: `t${random(12)}`, daysAgo: 0 })).map(
        ({ team, daysAgo }) => {
          const made = record(projectId, daysAgo, team);
          wanted.set(made.id, team);
          return made;
        },
      );
      expect(await write(records)).toEqual([]);
      const [edited] = records;
      if (edited === undefined || turn % 4 !== 0) continue;
      const team = `t${random(12)}`;
      wanted.set(edited.id, team);
      await editRequestProperties(
        database,
        projectId,
        edited.id,
        new Map([["team", { value: team, spelling: "Team" }]]),
      );
    }
  }

  async function keepDeleting(): Promise<number> {
    let removed = 0;
    while (writing) {
      await database.execute(
        sql`delete from facts where project_id = ${projectId} and slot_1 % 3 = ${random(3)}::int4`,
      );
      removed += await pruneDictionary(database, projectId);
    }
    return removed;
  }

  const deleting = keepDeleting();
  await Promise.all([keepWriting(openBatchWriter(database)), keepWriting(openBatchWriter(database))]);
  writing = false;
  expect(await deleting).toBeGreaterThan(0);
  const rows = await readBack(database, projectId);
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, team } of rows) expect(team, id).toBe(wanted.get(id));
  expect(rows.filter(({ user }) => user === null)).toEqual([]);
});
