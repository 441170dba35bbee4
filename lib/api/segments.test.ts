import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { projects } from "@/db/schema";
import { createTestDatabase, createTestProject, type TestDatabase } from "@/db/test-database";
import type { Access } from "./access";
import {
  changeSegment,
  createSegment,
  defaultSegment,
  deleteSegment,
  listSegments,
  restoreSegment,
  setDefaultSegment,
} from "./segments";

async function openAccess({ database }: TestDatabase, write = true): Promise<Access> {
  const id = await createTestProject(database);
  const [project] = await database.select().from(projects).where(eq(projects.id, id));
  if (!project) throw new Error("the project was not made");
  return { database, project, rights: { read: true, write } };
}

test("segments are saved, changed and listed by name, each project its own", async () => {
  const shared = await createTestDatabase();
  const access = await openAccess(shared);
  const other = await openAccess(shared);
  const errors = await createSegment(access, { name: " Errors ", search: "filter=status%3Aerror&range=24h" });
  await createSegment(access, { name: "Agent", search: "filter=property%3Afeature%3Aagent" });
  await createSegment(other, { name: "Errors", search: "" });
  await changeSegment(access, errors.id, { search: "filter=status%3A5xx" });
  await changeSegment(access, errors.id, { name: "Server errors" });
  expect((await listSegments(access)).map(({ name, search }) => [name, search])).toEqual([
    ["Agent", "filter=property%3Afeature%3Aagent"],
    ["Server errors", "filter=status%3A5xx"],
  ]);
  await expect(changeSegment(other, errors.id, { name: "Stolen" })).rejects.toMatchObject({ code: "not_found" });
});

test("a name is used once in a project", async () => {
  const access = await openAccess(await createTestDatabase());
  const first = await createSegment(access, { name: "A", search: "" });
  const second = await createSegment(access, { name: "B", search: "" });
  const taken = { code: "bad_request", message: expect.stringContaining("already a segment “A”") };
  await expect(createSegment(access, { name: "A", search: "" })).rejects.toMatchObject(taken);
  await expect(changeSegment(access, second.id, { name: "A" })).rejects.toMatchObject(taken);
  await changeSegment(access, first.id, { name: "A" });
  await expect(createSegment(access, { name: "  ", search: "" })).rejects.toMatchObject({ message: /name/ });
  await expect(createSegment(access, { name: "x".repeat(81), search: "" })).rejects.toMatchObject({
    code: "bad_request",
  });
});

test("at most one is the default; a deletion can be taken back with its id", async () => {
  const access = await openAccess(await createTestDatabase());
  const first = await createSegment(access, { name: "A", search: "range=24h" });
  const second = await createSegment(access, { name: "B", search: "" });
  await setDefaultSegment(access, first.id);
  await setDefaultSegment(access, second.id);
  expect(await defaultSegment(access)).toMatchObject({ id: second.id });
  const deleted = await deleteSegment(access, second.id);
  expect(await defaultSegment(access)).toBeNull();
  await restoreSegment(access, deleted);
  expect(await defaultSegment(access)).toEqual({ ...second, isDefault: true });
  await setDefaultSegment(access, null);
  expect(await defaultSegment(access)).toBeNull();
  await expect(deleteSegment(access, 999)).rejects.toMatchObject({ code: "not_found" });
});

test("who may not write may not save", async () => {
  const access = await openAccess(await createTestDatabase(), false);
  await expect(createSegment(access, { name: "A", search: "" })).rejects.toMatchObject({ code: "forbidden" });
});
