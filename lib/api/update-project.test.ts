import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { projects } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import type { Access } from "./access";
import { projectChanges, timeZones, updateProject } from "./update-project";

async function projectAccess(write: boolean): Promise<Access> {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const [project] = await database.select().from(projects).where(eq(projects.id, id));
  if (!project) throw new Error("the project was not made");
  return { database, project, rights: { read: true, write } };
}

it("changes name and zone of its own project only", async () => {
  const access = await projectAccess(true);
  const other = await createTestProject(access.database);
  await updateProject(access, { name: "Support bot", timeZone: "Europe/Berlin" });
  const rows = await access.database.select().from(projects);
  expect(rows.find(({ id }) => id === access.project.id)).toMatchObject({
    name: "Support bot",
    timeZone: "Europe/Berlin",
  });
  expect(rows.find(({ id }) => id === other)).toMatchObject({ timeZone: "UTC" });
});

it("changes nothing without the right to write", async () => {
  const access = await projectAccess(false);
  await expect(updateProject(access, { name: "x", timeZone: "UTC" })).rejects.toMatchObject({ code: "forbidden" });
  const [row] = await access.database.select().from(projects);
  expect(row?.name).toBe(access.project.name);
});

it("takes names of places, not offsets or inventions", () => {
  const takes = (timeZone: string) => projectChanges.safeParse({ name: " Bot ", timeZone }).success;
  expect(timeZones().every(takes)).toBe(true);
  expect(timeZones()).toEqual(expect.arrayContaining(["UTC", "Asia/Kolkata", "Europe/Kyiv", "America/New_York"]));
  expect(["Asia/Calcutta", "Asia/Kolkata"].every(takes)).toBe(true);
  expect(["", "+02:00", "Mars/Olympus", "UTC'; drop table facts"].some(takes)).toBe(false);
  expect(projectChanges.safeParse({ name: "  ", timeZone: "UTC" }).success).toBe(false);
});
