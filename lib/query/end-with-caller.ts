import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import { openDatabase } from "@/db/client";
import { readEnv } from "@/env";
import { currentCaller } from "./caller";

/** Again after so long, for what had not begun yet: it may have waited for a connection. */
const AGAIN_MS = 50;
const PATIENCE_MS = 5_000;

/** Marks of statements that nobody waits for and that have not ended yet. */
const abandoned = new Set<string>();
let sweeping = false;

/** Whoever waited for an answer is gone. */
export class CallerLeft extends Error {
  /** By it Next knows of an error that stops a render and is nobody's fault: it logs all others. */
  readonly digest = "DYNAMIC_SERVER_USAGE";
  constructor(cause?: unknown) {
    super("Whoever asked for this has left.", { cause });
  }
}

/**
 * Runs a statement that ends when the one who asked for it leaves; it rejects then. `run` is given a mark to put in front
 * of it.
 *
 * Not by postgres.js's `cancel()`: that one names a connection, and when the statement has ended meanwhile it ends the
 * next one there, somebody else's. By its mark only the statement itself is ended, through poolers as well.
 */
export async function endWithCaller<T>(run: (mark: SQL) => Promise<T>): Promise<T> {
  const left = currentCaller()?.left;
  if (left === undefined) return run(sql``);
  if (left.aborted) throw new CallerLeft();
  const mark = `/* ${randomUUID()} */`;
  const abandon = () => {
    abandoned.add(mark);
    if (!sweeping) void sweep();
  };
  left.addEventListener("abort", abandon);
  try {
    return await run(sql.raw(`${mark} `));
  } catch (error) {
    throw left.aborted ? new CallerLeft(error) : error;
  } finally {
    left.removeEventListener("abort", abandon);
    abandoned.delete(mark);
  }
}

/** Ends the abandoned statements on a connection of its own: all others may be busy with them. */
async function sweep(): Promise<void> {
  const { DATABASE_URL: url } = readEnv();
  if (url === undefined) return;
  sweeping = true;
  const database = openDatabase(url, { pool: 1, name: "facet-dashboard-cancel", statementTimeoutMs: PATIENCE_MS });
  while (abandoned.size > 0) {
    const marks = [...abandoned];
    const ended = database.execute(sql`select pg_cancel_backend(pid) from pg_stat_activity
      where state = 'active' and left(query, ${marks[0]?.length ?? 0}) = any(${arrayOf("text", marks)})`);
    // Without a connection they end by their timeout, or with Postgres.
    await ended.catch(() => undefined);
    await pause(AGAIN_MS);
  }
  sweeping = false;
  await database.$client.end({ timeout: 1 });
}
