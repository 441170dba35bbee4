import { and, asc, count, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { ensureProject } from "@/db/projects";
import { facts, projects, properties } from "@/db/schema";
import { createTestDatabase } from "@/db/test-database";
import { recordsOfDay } from "./day";
import { fillDemo } from "./fill";
import { incidentBefore } from "./incident";

/** Half past one at night: the demo of "one day" is a whole day, a quiet Sunday, and a short one. */
const NOW = Date.parse("2026-03-09T01:30:00Z");
const YESTERDAY = Date.parse("2026-03-08T00:00:00Z");
const TODAY = Date.parse("2026-03-09T00:00:00Z");

const fill = (url: string, onBatch: () => void = () => {}, signal?: AbortSignal) =>
  fillDemo(url, { now: NOW, days: 1, onProgress: onBatch, signal });

test("one that was interrupted is completed; filled again, it stays as it is", async () => {
  const { database, url } = await createTestDatabase();
  const own = await ensureProject(database, { slug: "default", name: "Default" });
  const controller = new AbortController();
  const first = await fill(url, () => controller.abort(), controller.signal);
  expect(first).toBeGreaterThan(0);
  const second = await fill(url);
  const [demo] = await database.select().from(projects).where(eq(projects.slug, "demo"));
  const wanted = [YESTERDAY, TODAY].flatMap((day) => recordsOfDay(day, demo?.id ?? 0, NOW, incidentBefore(NOW)));
  expect(first + second).toBe(wanted.length);
  const stored = await database
    .select({ id: facts.id })
    .from(facts)
    .where(eq(facts.projectId, demo?.id ?? 0))
    .orderBy(asc(facts.createdAt), asc(facts.id));
  expect(stored.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id).toSorted());
  expect(await fill(url)).toBe(0);
  const keys = await database.select({ key: properties.key }).from(properties);
  expect(keys.map(({ key }) => key).toSorted()).toEqual([
    "activity-level",
    "device-type",
    "environment",
    "feature",
    "job-uuid",
    "location",
    "plan",
    "user-type",
  ]);
  const [untouched] = await database.select({ n: count() }).from(facts).where(eq(facts.projectId, own.id));
  expect(untouched?.n).toBe(0);
}, 120_000);

test("never touches a real project that has its slug", async () => {
  const { database, url } = await createTestDatabase();
  const real = await ensureProject(database, { slug: "demo", name: "Our own" });
  await expect(fill(url)).rejects.toThrow(/A project of yours has the slug `demo`/);
  const [own] = await database
    .select({ n: count() })
    .from(facts)
    .where(and(eq(facts.projectId, real.id)));
  expect(own?.n).toBe(0);
});

test("has an incident to discover: the agent in production, three days before", () => {
  const incident = incidentBefore(NOW);
  const day = incident.from - (incident.from % 86_400_000);
  const records = recordsOfDay(day, 1, NOW, incident);
  const has = (record: (typeof records)[number], key: string, value: string) =>
    record.properties.some((property) => property.key === key && property.value === value);
  const errorRate = (during: boolean) => {
    const agents = records.filter(
      (record) =>
        has(record, "feature", "agent") &&
        has(record, "environment", "production") &&
        (record.createdAt >= incident.from && record.createdAt < incident.to) === during,
    );
    return agents.filter(({ status }) => status >= 400).length / agents.length;
  };
  expect(errorRate(true)).toBeGreaterThan(0.25);
  expect(errorRate(false)).toBeLessThan(0.05);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
});

test("free users have their spelling checked more often than paying ones", () => {
  const records = recordsOfDay(YESTERDAY, 1, NOW, incidentBefore(NOW));
  const share = (userType: string) => {
    const theirs = records.filter((record) => record.properties.some(({ value }) => value === userType));
    return (
      theirs.filter((record) => record.properties.some(({ value }) => value === "spellcheck")).length / theirs.length
    );
  };
  expect(share("free")).toBeGreaterThan(1.5 * share("paid"));
});
