import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { countGivenCodes, MOST_CODES } from "@/db/dictionary-codes";
import { type DiskUse, measureDiskUse } from "@/db/disk-use";
import { migrateDatabase } from "@/db/migrate";
import type { Env } from "@/env";
import { withDatabase } from "./database";

type Stored = { requests: number; projects: number; oldest: string | null; newest: string | null };

/**
 * `facet stats`: how many requests are stored since when, what they take on disk, by table and per million requests, and how
 * many codes are left.
 */
export async function stats(env: Env): Promise<void> {
  await withDatabase(env, async (url) => {
    await migrateDatabase(url);
    const database = openDatabase(url, { pool: 1, name: "facet-stats" });
    try {
      const [stored] = await database.execute<Stored>(sql`
        select count(*)::float8 as requests, count(distinct project_id)::int as projects,
          min(created_at)::text as oldest, max(created_at)::text as newest from facts`);
      if (stored) console.log(describeStats(stored, await measureDiskUse(database)));
      console.log(describeCodes(await countGivenCodes(database)));
    } finally {
      await database.$client.end();
    }
  });
}

/** The table that is printed. */
export function describeStats({ requests, projects, oldest, newest }: Stored, use: DiskUse): string {
  if (requests === 0) return "No requests are stored yet.";
  const total = Object.values(use).reduce((sum, bytes) => sum + bytes, 0);
  const rows = [...Object.entries(use), ["together", total] as const]
    .filter(([, bytes]) => bytes / total >= SHOWN_SHARE)
    .map(([name, bytes]) => {
      const perMillion = (bytes / requests) * 1_000_000;
      return `  ${name.padEnd(28)}${megabytes(bytes).padStart(12)}${megabytes(perMillion).padStart(16)}`;
    });
  return [
    `${requests.toLocaleString("en-US")} requests of ${projects} ${projects === 1 ? "project" : "projects"}, ${oldest} to ${newest}.`,
    "",
    `  ${"".padEnd(28)}${"MB".padStart(12)}${"MB per million".padStart(16)}`,
    ...rows,
    "",
    "Bodies are in details; the spool and Postgres's own log (WAL) are not counted.",
  ].join("\n");
}

/** How many values, users and sessions have got a number, of those there are. */
export function describeCodes(given: number): string {
  const share = ((given / MOST_CODES) * 100).toFixed(1);
  return `Codes of values given out: ${given.toLocaleString("en-US")} of ${MOST_CODES.toLocaleString("en-US")} (${share} %).`;
}

/** Smaller parts are left out. */
const SHOWN_SHARE = 0.001;

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);
