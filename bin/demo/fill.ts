import { eq, max, sql } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client";
import { ensureProject } from "@/db/projects";
import { facts } from "@/db/schema";
import { finishBatch, openFinishedWriter } from "@/lib/ingest/write-batch";
import { UserError } from "../user-error";
import { DAY_MS, recordsOfDay } from "./day";
import { incidentBefore } from "./incident";

const BATCH = 2_000;
/** A demo whose newest request is younger than this counts as filled. */
const FRESH_MS = 3_600_000;

export type FillOptions = {
  /** Milliseconds since the epoch: the demo ends here. */
  now: number;
  /** How far it reaches back. */
  days: number;
  onProgress: (share: number, requests: number) => void;
  signal?: AbortSignal;
};

/**
 * Fills the project `demo` with the days before `now`, oldest first, and returns the number of requests written; 0
 * when it was filled already. One that was interrupted, or has grown old, is completed from where it ends. Throws
 * UserError when the slug belongs to a real project.
 */
export async function fillDemo(url: string, options: FillOptions): Promise<number> {
  const database = openDatabase(url, { pool: 2, name: "facet-demo" });
  try {
    const project = await ensureProject(database, { slug: "demo", name: "Demo", demo: true });
    if (!project.demo) {
      throw new UserError("A project of yours has the slug `demo`: rename it, then fill the demo project.");
    }
    const newest = await newestRequest(database, project.id);
    if (newest !== null && options.now - newest < FRESH_MS) return 0;
    return await fillFrom(database, project.id, newest ?? 0, options);
  } finally {
    await database.$client.end();
  }
}

async function newestRequest(database: Database, projectId: number): Promise<number | null> {
  const [row] = await database
    .select({ newest: max(facts.createdAt) })
    .from(facts)
    .where(eq(facts.projectId, projectId));
  return row?.newest?.getTime() ?? null;
}

async function fillFrom(database: Database, projectId: number, newest: number, options: FillOptions): Promise<number> {
  const write = openFinishedWriter(database);
  let written = 0;
  let underWay: Promise<void> = Promise.resolve();
  for (const { records, share } of batchesAfter(newest, projectId, options)) {
    // The next batch is made while one is being written, but they are written one after the other: the newest request
    // tells how far an interrupted fill has come.
    const batch = await finishBatch(records);
    await underWay;
    if (options.signal?.aborted) return written;
    underWay = write(batch).then(([rejection]) => {
      if (rejection) throw new Error(`demo request ${rejection.id} was refused: ${rejection.reason}`);
      written += records.length;
      options.onProgress(share, written);
    });
    // It is awaited later; until then a failure must not count as unhandled.
    underWay.catch(() => {});
  }
  await underWay;
  // Autovacuum never analyses a partitioned table, and the pages should be quick from the first click on.
  await database.execute(sql`analyze facts, details, dictionary`);
  return written;
}

/** The demo's calls in the order in which they were made, and the share of the whole that is done after each batch. */
function* batchesAfter(newest: number, projectId: number, { now, days: daysBack }: FillOptions) {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const first = Math.max(today - daysBack * DAY_MS, Math.floor(newest / DAY_MS) * DAY_MS);
  const incident = incidentBefore(now);
  const days = (today - first) / DAY_MS + 1;
  for (let day = 0; day < days; day++) {
    const all = recordsOfDay(first + day * DAY_MS, projectId, now, incident);
    const left = all.filter((record) => record.createdAt > newest);
    for (let start = 0; start < left.length; start += BATCH) {
      const end = Math.min(start + BATCH, left.length);
      yield { records: left.slice(start, end), share: (day + end / left.length) / days };
    }
  }
}
