import { expect, test } from "vitest";
import { FIELD_IDS } from "@/db/field-ids";
import { GRAINS, rollupFields } from "@/db/rollup-schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { createTestProperties } from "@/db/test-facts";
import { updateFieldStates } from "./field-states";
import { listRollupFields } from "./fields";

test("a field goes out at once and comes back after a quiet week only", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const [id = 0] = await createTestProperties(database, projectId, 1);
  const dayWith = async (day: string, values: number) => {
    const fields = await listRollupFields(database, projectId);
    const cell = { grain: GRAINS.day, start: new Date(`${day}T00:00:00Z`), values: new Map([[id, values]]) };
    const updated = await updateFieldStates(database, projectId, fields, cell);
    return updated.find((field) => field.id === id)?.state;
  };
  expect(await dayWith("2026-11-01", 150)).toBe("pairs");
  expect(await dayWith("2026-11-02", 201)).toBe("singles");
  expect(await dayWith("2026-11-03", 2001)).toBe("sums");
  expect(await dayWith("2026-11-04", 200_001)).toBe("none");
  expect(await database.select().from(rollupFields)).toMatchObject([
    { fieldId: id, state: "none", reason: "200001 values in the day from 2026-11-04T00:00:00.000Z" },
  ]);
  expect(await dayWith("2026-11-10", 90_000)).toBe("none");
  expect(await dayWith("2026-11-12", 90_000)).toBe("sums");
  // A quiet Sunday, and a Monday with more than half of the limit.
  expect(await dayWith("2026-11-15", 40)).toBe("sums");
  expect(await dayWith("2026-11-16", 700)).toBe("sums");
  expect(await dayWith("2026-11-22", 150)).toBe("sums");
  expect(await dayWith("2026-11-23", 150)).toBe("singles");
  expect(await dayWith("2026-12-01", 20)).toBe("pairs");
  expect(await database.select().from(rollupFields)).toEqual([]);
});

test("users are never paired, however few they are", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const usersOn = async (day: string, users: number) => {
    const fields = await listRollupFields(database, projectId);
    const values = new Map([[FIELD_IDS.user, users]]);
    const cell = { grain: GRAINS.day, start: new Date(`${day}T00:00:00Z`), values };
    return (await updateFieldStates(database, projectId, fields, cell)).find(({ id }) => id === FIELD_IDS.user)?.state;
  };
  expect(await usersOn("2026-11-01", 3)).toBe("singles");
  expect(await usersOn("2026-11-02", 5000)).toBe("sums");
  expect(await usersOn("2026-11-10", 3)).toBe("singles");
  expect(await database.select().from(rollupFields)).toEqual([]);
});
