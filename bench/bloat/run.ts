import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client";
import { measureDiskUse } from "@/db/disk-use";
import { type NextPage, runBulkEdit } from "@/lib/ingest/bulk-edit";
import { openBulkEdit } from "@/lib/ingest/bulk-edits";
import type { RequestAddress } from "@/lib/ingest/find-request";
import { openPropertyRegistry } from "@/lib/ingest/property-registry";
import { openDataset } from "../dataset/open";
import { formatTable, type Row } from "../table";

export type BloatResult = { rows: number; table: Row[] };

const BATCHES_A_DAY = 24;
const PAGE = 1000;
/** With these all sixteen slots are taken, so that the last one lies in `details.extra`. */
const OTHERS = Array.from({ length: 9 }, (_, index) => `Other ${index + 1}`);
const IN_FACTS = { key: "environment", spelling: "Environment" };
const IN_DETAILS = { key: "other-9", spelling: "Other 9" };

/** What tables grow by when each request is edited once a day, once in facts and once in details, in 24 batches. */
export async function benchBloat({ rows }: { rows: number }): Promise<BloatResult> {
  const home = await mkdtemp(join(tmpdir(), "facet-bloat-"));
  // Autovacuum looks around once a minute, which a day of 24 hours has many of: `vacuumAsDue` stands for it.
  const dataset = await openDataset({ rows, days: 1, mode: "correlated", home, settings: { autovacuum: "off" } });
  const database = openDatabase(dataset.url, { pool: 2, name: "facet-bloat" });
  try {
    const projectId = await largestProject(database);
    await openPropertyRegistry(database).register(
      projectId,
      0,
      OTHERS.map((spelling) => ({ key: spelling.toLowerCase().replace(" ", "-"), spelling })),
    );
    const requests = await addresses(database, projectId);
    const sizes = [await measureDiskUse(database)];
    for (const day of ["first", "second"]) {
      await editAll(database, projectId, requests, day);
      sizes.push(await measureDiskUse(database));
    }
    const table = tableOf(sizes);
    console.log(formatTable(`MB, ${requests.length} requests edited`, table));
    return { rows: requests.length, table };
  } finally {
    await database.$client.end();
    await dataset.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function largestProject(database: Database): Promise<number> {
  const [row] = await database.execute<{ id: number }>(
    sql`select project_id as id from facts group by 1 order by count(*) desc limit 1`,
  );
  if (row === undefined) throw new Error("the dataset is empty");
  return row.id;
}

async function addresses(database: Database, projectId: number): Promise<RequestAddress[]> {
  const rows = await database.execute<{ id: string; created_ms: number }>(sql`
    select id, (extract(epoch from created_at) * 1000)::float8 as created_ms from facts
    where project_id = ${projectId}::int4 order by created_at, id`);
  return rows.map((row) => ({ id: row.id, createdAt: new Date(row.created_ms) }));
}

async function editAll(database: Database, projectId: number, requests: RequestAddress[], value: string) {
  const size = Math.ceil(requests.length / BATCHES_A_DAY);
  for (let start = 0; start < requests.length; start += size) {
    const batch = requests.slice(start, start + size);
    for (const property of [IN_FACTS, IN_DETAILS]) {
      const asked = { total: batch.length, selection: null };
      const edit = await openBulkEdit(database, projectId, { ...property, value }, asked);
      await runBulkEdit(database, edit, pagesOf(batch));
    }
    await vacuumAsDue(database);
  }
}

function pagesOf(requests: RequestAddress[]): NextPage {
  const places = new Map(requests.map(({ id }, place) => [id, place]));
  return async (after) => {
    const start = after === null ? 0 : (places.get(after.id) ?? 0) + 1;
    return requests.slice(start, start + PAGE);
  };
}

/** Vacuums what autovacuum would, with its default settings: more than 50 rows and a fifth of the table are dead. */
async function vacuumAsDue(database: Database): Promise<void> {
  await database.execute(sql`select pg_stat_force_next_flush()`);
  const due = await database.execute<{ name: string }>(sql`
    select relname as name from pg_stat_user_tables where n_dead_tup > 50 + 0.2 * n_live_tup`);
  for (const { name } of due) await database.execute(sql`vacuum ${sql.identifier(name)}`);
}

const SHOWN = ["facts", "facts, indexes", "details", "details, indexes"];
const MEGABYTE = 1024 * 1024;

function tableOf([before, first, second]: Record<string, number>[]): Row[] {
  return SHOWN.map((name) => {
    const [start, day, next] = [before, first, second].map((sizes) => (sizes?.[name] ?? 0) / MEGABYTE);
    if (!start || !day || !next) throw new Error(`no size of ${name}`);
    const values = {
      before: start,
      "after a day": day,
      times: day / start,
      "after a second": next,
      "times it": next / day,
    };
    return { name, values };
  });
}
