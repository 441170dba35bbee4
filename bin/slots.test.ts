import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { giveSlot } from "@/lib/api/give-slot";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { runBulkEdit } from "@/lib/ingest/bulk-edit";
import { openBulkEdit } from "@/lib/ingest/bulk-edits";
import { editRequestProperties } from "@/lib/ingest/edit-properties";
import { moveSlots } from "@/lib/ingest/move-slots";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { verifyProject } from "@/lib/ingest/rollups/verify";
import { idAt, testRecord } from "@/lib/ingest/test-record";
import { openBatchWriter } from "@/lib/ingest/write-batch";
import type { QueryContext } from "@/lib/query/context";
import { countRequests } from "@/lib/query/count-requests";
import { listRequests } from "@/lib/query/list-requests";
import { runQuery } from "@/lib/query/run-query";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 2);
const range = { from: new Date(START), to: new Date(START + 4 * HOUR) };
const NOW = new Date(START + 3.5 * HOUR);
// The first sixteen keys take the slots: `plan` and `tier` hold one, `late` and `later` do not.
const KEYS = ["plan", "tier", "late", "later"] as const;
const FILLERS = Array.from({ length: 14 }, (_, index) => `k${index}`);
const VALUES = ["", "free", "paid", "a'b\\"];

type Sent = { id: string; at: number; properties: Map<string, string> };

const anyProperties = fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)), {
  selector: ([key]) => key,
});
const anyAt = fc.integer({ min: 0, max: 3 * HOUR });
/** What others do while values are moved: requests that arrive, one that is edited, many that are. */
const anyChange = fc.oneof(
  fc.record({ kind: fc.constant("send" as const), at: anyAt, properties: anyProperties }),
  fc.record({
    kind: fc.constantFrom("edit" as const, "bulk" as const),
    which: fc.nat(),
    key: fc.constantFrom(...KEYS),
    value: fc.option(fc.constantFrom(...VALUES, "new")),
  }),
);

function recordOf(projectId: number, { id, properties }: Sent) {
  return testRecord({
    ...{ id, projectId },
    properties: [...properties].map(([key, value]) => ({ key, spelling: key, value })),
  });
}

const sentAt = (at: number, properties: Iterable<readonly [string, string]>): Sent => {
  const moment = START + at;
  return { id: idAt(moment), at: moment, properties: new Map(properties) };
};

/** What the questions below must answer, counted by hand. */
function meant(requests: readonly Sent[]) {
  const by = (...keys: string[]) => {
    const counts = new Map<string, number>();
    for (const { properties } of requests) {
      const group = JSON.stringify(keys.map((key) => properties.get(key) ?? null));
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return [...counts].map(([group, count]) => `${group} ${count}`).sort();
  };
  const how = (matches: (properties: Map<string, string>) => boolean) =>
    requests.filter(({ properties }) => matches(properties)).length;
  return {
    groups: [by("plan"), by("late"), by("plan", "late"), by("tier", "later")],
    counts: [
      how((own) => own.get("plan") === "free"),
      how((own) => !own.has("late")),
      how((own) => own.has("late") && own.get("late") !== "paid" && own.has("plan")),
      how((own) => (own.get("plan") ?? "").includes("a") || own.get("later") === ""),
    ],
    requests: requests.map(({ id, properties }) => `${id} ${JSON.stringify([...properties].sort())}`).sort(),
  };
}

const FILTERS = [
  "property:plan:free",
  "-property:late:*",
  "-property:late:paid property:plan:*",
  'property:plan:*a* OR property:later:""',
];

async function answers(context: QueryContext) {
  const grouped = async (...keys: string[]) => {
    const { rows } = await runQuery(context, {
      ...{ metrics: ["requests"], dimensions: keys.map((key) => `property:${key}` as const) },
      ...{ filter: null, range, granularity: null, order: [], limit: 1000 },
    });
    return rows.map(({ values, metrics }) => `${JSON.stringify(values)} ${metrics[0]}`).sort();
  };
  const list = await listRequests(context, { filter: null, range, order: "newest", limit: 1000, cursor: null });
  const counts: number[] = [];
  for (const text of FILTERS) {
    counts.push((await countRequests(context, { filter: parseFilterText(text), range, exact: true })).count);
  }
  return {
    groups: [
      await grouped("plan"),
      await grouped("late"),
      await grouped("plan", "late"),
      await grouped("tier", "later"),
    ],
    counts,
    requests: list.rows
      .map(({ id, properties }) => `${id} ${JSON.stringify(properties.map(({ key, value }) => [key, value]).sort())}`)
      .sort(),
  };
}

async function change(database: Database, projectId: number, target: Sent, key: string, value: string | null) {
  await editRequestProperties(database, projectId, target.id, new Map([[key, { value, spelling: key }]]));
  if (value === null) target.properties.delete(key);
  else target.properties.set(key, value);
}

async function changeAll(database: Database, projectId: number, all: Sent[], key: string, value: string | null) {
  const edit = await openBulkEdit(database, projectId, { key, spelling: key, value }, { total: 0, selection: null });
  const pages = all.map(({ id, at }) => ({ id, createdAt: new Date(at) }));
  await runBulkEdit(database, edit, async (after) => (after === null ? pages : []));
  for (const { properties } of all) {
    if (value === null) properties.delete(key);
    else properties.set(key, value);
  }
}

async function slots(database: Database, projectId: number) {
  const rows = await database.execute<{ key: string; slot: number | null; moving: boolean }>(sql`
    select key, slot, moving_from is not null or promised_slot is not null as moving from properties
    where project_id = ${projectId} and (key = any(${sql.param([...KEYS])}::text[]) or key like 'new%') order by id`);
  return rows.map(({ key, slot, moving }) => `${key} ${slot ?? "extra"}${moving ? " moving" : ""}`);
}

test("a property gets the slot of another: before, meanwhile and after every answer is the same, whatever else is done", async () => {
  const { database } = await createTestDatabase();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyAt, anyProperties), { minLength: 4, maxLength: 12 }),
      fc.array(anyChange, { minLength: 3, maxLength: 6 }),
      fc.constantFrom(...(["late", "later"] as const)),
      async (first, changes, taker) => {
        const projectId = await createTestProject(database);
        const context = { database, project: { id: projectId, timeZone: "UTC" } };
        // It knows where properties are stored, and is not told that they move.
        const write = openBatchWriter(database);
        const everything = ["plan", "tier", ...FILLERS, "late", "later"].map((key) => [key, "free"] as const);
        const requests = [
          sentAt(0, everything),
          ...first.map(([at, properties], index) => sentAt(at + index, properties)),
        ];
        await write(requests.map((each) => recordOf(projectId, each)));
        // Kept out of what is compared.
        for (const key of FILLERS) await change(database, projectId, requests[0] ?? sentAt(0, []), key, null);
        await buildNow(database, NOW, 1000);
        expect(await answers(context)).toEqual(meant(requests));

        const project = { id: projectId, slug: "p", name: "P", timeZone: "UTC", demo: false, vocabularyGeneration: 0 };
        const access = {
          database,
          project: { ...project, createdAt: NOW },
          rights: { read: true, write: true } as const,
        };
        await giveSlot(access, { key: taker, takeFrom: "plan" });
        await expect(giveSlot(access, { key: "later", takeFrom: "tier" })).rejects.toThrow("is being moved");
        const todo = [...changes];
        const step = async () => {
          const next = todo.shift();
          if (next?.kind === "send") {
            const sent = sentAt(next.at + 500 + todo.length, [...next.properties, ["new", "x"]]);
            requests.push(sent);
            await write([recordOf(projectId, sent)]);
            // Whose slot is left by half is not free.
            expect((await slots(database, projectId)).at(-1)).toBe("new extra");
          } else if (next?.kind === "edit") {
            const target = requests[next.which % requests.length];
            if (target !== undefined) await change(database, projectId, target, next.key, next.value);
          } else if (next?.kind === "bulk") {
            const some = requests.filter((_, index) => index % 3 === next.which % 3);
            await changeAll(database, projectId, some, next.key, next.value);
          }
          await buildNow(database, NOW, 1000);
          expect(await answers(context)).toEqual(meant(requests));
        };
        await step();
        const signal = new AbortController().signal;
        const done = await moveSlots(database, { signal, graceMs: 0, atOnce: 3, onPage: step });
        expect(done).toEqual(["plan", taker]);
        const other = taker === "late" ? "later" : "late";
        expect(new Set(await slots(database, projectId))).toEqual(
          new Set([
            "plan extra",
            "tier 2",
            `${taker} 1`,
            `${other} extra`,
            ...(requests.some(({ properties }) => properties.has("new")) ? ["new extra"] : []),
          ]),
        );
        await buildNow(database, NOW, 1000);
        expect(await answers(context)).toEqual(meant(requests));
        const { meta } = await runQuery(context, {
          ...{ metrics: ["requests"], dimensions: [`property:${taker}`] },
          ...{
            filter: null,
            range: { ...range, to: new Date(START + 3 * HOUR) },
            granularity: null,
            order: [],
            limit: 10,
          },
        });
        expect(meta.source).toBe("rollups");
        expect((await verifyProject(database, projectId)).differences).toEqual([]);
      },
    ),
    { numRuns: 3, endOnFailure: true },
  );
});
