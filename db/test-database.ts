import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject, onTestFinished } from "vitest";
import { type Database, openDatabase } from "./client";
import { projects } from "./schema";

export type TestDatabase = { database: Database; url: string };

/** A migrated database of the test's own; it is gone when the test ends. Call it inside a test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("databaseUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(urlOf(template, "postgres"), { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)} template ${admin(template.pathname.slice(1))}`;
  const url = urlOf(template, name);
  const database = openDatabase(url, { pool: 4, name: "facet-test" });
  onTestFinished(async () => {
    await database.$client.end();
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  });
  return { database, url };
}

/** A project in a test's database; `timeZone` is an IANA name. */
export async function createTestProject(database: Database, timeZone = "UTC"): Promise<number> {
  const slug = `test-${randomUUID()}`;
  const rows = await database.insert(projects).values({ slug, name: slug, timeZone }).returning({ id: projects.id });
  const [row] = rows;
  if (!row) throw new Error("the project was not made");
  return row.id;
}

function urlOf(base: URL, databaseName: string): string {
  const url = new URL(base);
  url.pathname = `/${databaseName}`;
  return url.href;
}
