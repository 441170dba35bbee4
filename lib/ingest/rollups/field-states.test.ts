import { expect, test } from "vitest";
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
  expect(await dayWith("2026-11-03", 2001)).toBe("none");
  expect(await database.select().from(rollupFields)).toMatchObject([
    { fieldId: id, state: "none", reason: "2001 values in the day from 2026-11-03T00:00:00.000Z" },
  ]);
  // A quiet Sunday, and a Monday with more than half of the limit.
  expect(await dayWith("2026-11-08", 40)).toBe("none");
  expect(await dayWith("2026-11-09", 700)).toBe("none");
  expect(await dayWith("2026-11-15", 150)).toBe("none");
  expect(await dayWith("2026-11-16", 150)).toBe("singles");
  expect(await dayWith("2026-11-24", 20)).toBe("pairs");
  expect(await database.select().from(rollupFields)).toEqual([]);
});
