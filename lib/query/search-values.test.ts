import { expect, test } from "vitest";
import { properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { searchValues } from "./search-values";
import { insertRequests } from "./test-data";

const FILLERS = Array.from({ length: 16 }, (_, index): [string, string] => [`k${index}`, `filler ${index}`]);

test("values are found in slots and beyond them, three of each property, none of a hidden one", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));
  await insertRequests(database, id, [
    { at: at(0), properties: [...FILLERS, ["late", "Blue 50%"], ["__proto__", "blue"], ["shy", "blue"]] },
    ...[1, 2, 3, 4].map((n) => ({ at: at(n), properties: [["late", `dark blue ${n}`]] as [string, string][] })),
    { at: at(5), properties: [["late", "red"]] },
  ]);
  const other = await createTestProject(database);
  await insertRequests(database, other, [{ at: at(6), properties: [...FILLERS, ["late", "blue of others"]] }]);
  await database.insert(properties).values({ projectId: id, key: "unused", displayName: "Unused" });
  const context = { database, project: { id, timeZone: "UTC" } };
  await database.$client`update properties set hidden_at = now() where project_id = ${id} and key = 'shy'`;

  const found = async (text: string) =>
    Object.fromEntries((await searchValues(context, text)).map((each) => [`${each.key}`, each.values]));
  expect(await searchValues(context, "BLUE")).toEqual([
    { key: "late", values: ["dark blue 4", "dark blue 3", "dark blue 2"] },
    { key: "__proto__", values: ["blue"] },
  ]);
  expect(await found("Blue 50%")).toEqual({ late: ["Blue 50%"] });
  expect(await found("0%")).toEqual({ late: ["Blue 50%"] });
  expect(await found("filler 3")).toEqual({ k3: ["filler 3"] });
  expect(await found("of others")).toEqual({});
});
