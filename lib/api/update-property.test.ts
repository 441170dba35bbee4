import { expect, test } from "vitest";
import { rollupFields } from "@/db/rollup-schema";
import { properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { listPropertyNames } from "@/lib/query/list-properties";
import { managedProperties } from "@/lib/query/managed-properties";
import type { Access } from "./access";
import { ApiError } from "./errors";
import { propertyChanges, updateProperty } from "./update-property";

async function open(write = true) {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const rows = [
    { projectId: id, key: "user-type", displayName: "User Type", slot: 1 },
    { projectId: id, key: "job", displayName: "Job", slot: 2 },
    { projectId: id, key: "__proto__", displayName: "Proto", slot: null },
  ];
  const made = await database.insert(properties).values(rows).returning({ id: properties.id });
  const project = {
    id,
    slug: "p",
    name: "P",
    timeZone: "UTC",
    demo: false,
    vocabularyGeneration: 0,
    createdAt: new Date(),
  };
  const access: Access = { database, project, rights: { read: true, write } };
  return { access, ids: made.map((row) => row.id) };
}

test("a property is renamed, described, hidden and shown again; its key and the others stay as they are", async () => {
  const { access } = await open();
  await updateProperty(access, "user-type", { displayName: "Customer", description: "Who pays" });
  await updateProperty(access, "user-type", { hidden: true });
  expect((await listPropertyNames(access)).map(({ key }) => key)).toEqual(["job", "__proto__"]);
  const [first, ...others] = await managedProperties(access);
  expect(first).toMatchObject({ key: "user-type", displayName: "Customer", description: "Who pays", hidden: true });
  expect(others.map(({ displayName, hidden }) => [displayName, hidden])).toEqual([
    ["Job", false],
    ["Proto", false],
  ]);
  await updateProperty(access, "user-type", { displayName: "", description: "", hidden: false });
  expect((await managedProperties(access))[0]).toMatchObject({
    displayName: "User Type",
    description: null,
    hidden: false,
  });
});

test("says what is summed up of each property, and why not", async () => {
  const { access, ids } = await open();
  const seen = { projectId: access.project.id, seenAt: new Date() };
  await access.database
    .insert(rollupFields)
    .values({ ...seen, fieldId: ids[1] ?? 0, state: "none", reason: "2431 values in the day from 2026-11-20" });
  const managed = await managedProperties(access);
  expect(managed.map(({ key, slot, rollup, reason }) => [key, slot, rollup, reason])).toEqual([
    ["user-type", 1, "pairs", null],
    ["job", 2, "none", "2431 values in the day from 2026-11-20"],
    ["__proto__", null, "none", null],
  ]);
});

test("refuses what is too long, an unknown key, and whoever may only look", async () => {
  expect(propertyChanges.safeParse({ displayName: "x".repeat(81) }).success).toBe(false);
  const { access } = await open();
  await expect(updateProperty(access, "nobody", { hidden: true })).rejects.toThrow(ApiError);
  const { access: reader } = await open(false);
  await expect(updateProperty(reader, "job", { hidden: true })).rejects.toThrow("not change it");
});
