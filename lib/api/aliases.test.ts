import { expect, test } from "vitest";
import { aliases, properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { listPropertyNames } from "@/lib/query/list-properties";
import { managedProperties } from "@/lib/query/managed-properties";
import type { Access } from "./access";
import { addAlias, mergeInput, removeAlias } from "./aliases";
import { storedBulkChange, storedChanges } from "./edit-merged";
import { ApiError } from "./errors";

async function open(write = true): Promise<Access> {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const rows = ["plan", "tier", "level"].map((key) => ({ projectId: id, key, displayName: key, slot: null }));
  await database.insert(properties).values(rows);
  const project = {
    id,
    slug: "p",
    name: "P",
    timeZone: "UTC",
    demo: false,
    vocabularyGeneration: 0,
    createdAt: new Date(),
  };
  return { database, project, rights: { read: true, write } };
}

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? `${error.code}: ${error.message}` : error),
  );

test("merges follow each other, never in a circle; one that is undone leaves the others", async () => {
  const access = await open();
  const first = await addAlias(access, mergeInput.parse({ key: "Tier", toKey: "plan" }));
  await addAlias(access, { key: "level", toKey: "tier" });
  expect((await listPropertyNames(access)).map(({ key }) => key)).toEqual(["plan"]);
  const managed = await managedProperties(access);
  expect(managed.map(({ mergedInto }) => mergedInto)).toEqual([null, "plan", "tier"]);
  expect(await refused(addAlias(access, { key: "plan", toKey: "level" }))).toBe(
    "bad_request: level is merged into plan already.",
  );
  expect(await refused(addAlias(access, { key: "tier", toKey: "level" }))).toBe(
    "bad_request: tier is merged into plan: undo that first.",
  );
  expect(await refused(addAlias(access, { key: "plan", toKey: "plan" }))).toContain("into itself");
  expect(await refused(addAlias(access, { key: "plan", toKey: "none" }))).toContain("not_found");
  // Of a merged property the values are those of what it is merged into.
  await addAlias(access, { field: "property:level", value: "gold", toValue: "paid" });
  await addAlias(access, { field: "property:plan", value: "paid", toValue: "Paid" });
  expect(await refused(addAlias(access, { field: "property:plan", value: "Paid", toValue: "gold" }))).toBe(
    "bad_request: “gold” is merged into “Paid” already.",
  );
  expect(await refused(addAlias(access, { field: "property:plan", value: "gold", toValue: "x" }))).toContain(
    "undo that first",
  );
  await removeAlias(access, first);
  expect((await listPropertyNames(access)).map(({ key }) => key)).toEqual(["plan", "tier"]);
  expect(await refused(removeAlias(access, first))).toContain("not_found");
  expect(await access.database.$count(aliases)).toBe(3);
});

test("of two merges at the same time that would lead in a circle one is refused; readers of a project change nothing", async () => {
  const access = await open();
  const both = await Promise.all([
    refused(addAlias(access, { key: "plan", toKey: "tier" })),
    refused(addAlias(access, { key: "tier", toKey: "plan" })),
  ]);
  expect(both.filter((problem) => problem === null)).toHaveLength(1);
  const reader = await open(false);
  expect(await refused(addAlias(reader, { key: "plan", toKey: "tier" }))).toContain("forbidden");
  expect(await refused(removeAlias(reader, 1))).toContain("forbidden");
});

test("an edit of a merged property is written where it counts, and its removal removes all of it", async () => {
  const access = await open();
  await addAlias(access, { key: "tier", toKey: "plan" });
  const set = { value: "paid", spelling: "Tier" };
  const remove = { value: null, spelling: "Tier" };
  expect([...(await storedChanges(access, new Map([["tier", set]])))]).toEqual([["plan", set]]);
  expect([...(await storedChanges(access, new Map([["tier", remove]]))).keys()]).toEqual(["plan", "tier"]);
  expect(await storedBulkChange(access, "tier", set)).toEqual({ key: "plan", also: [], ...set });
  expect(await storedBulkChange(access, "plan", remove)).toEqual({ key: "plan", also: ["tier"], ...remove });
  expect(await storedBulkChange(access, "level", remove)).toMatchObject({ key: "level", value: null });
});
