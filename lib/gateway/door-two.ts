import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { type Database, openDatabase } from "@/db/client";
import type { Env } from "@/env";
import { openDirectSink } from "@/lib/ingest/direct-sink";
import type { RecordSink } from "@/lib/ingest/record-sink";
import { openSpool } from "@/lib/ingest/spool";
import type { GatewayParts } from "./handle";
import { openGateway } from "./open-gateway";

/** Keys, and records where there is no spool. */
const DATABASE_POOL = 4;
/** Of a batch, as in the writer. */
const STATEMENT_TIMEOUT_MS = 60_000;
const SILENCE_MS = 75_000;

export type DoorTwo = {
  parts: GatewayParts;
  /** Resolves when no record is on its way any more: wait for it after the response where a process may be frozen then. */
  settled: () => Promise<void>;
};

/**
 * The gateway inside the dashboard's process. Records go to the spool where gateway or writer have made one in
 * FACET_DATA_DIR, else (serverless) straight to Postgres, after the response. Throws when DATABASE_URL is missing.
 */
export function openDoorTwo(env: Env): DoorTwo {
  if (!env.DATABASE_URL) throw new Error("The gateway needs DATABASE_URL.");
  const log = pino({ name: "door-two", level: env.FACET_LOG_LEVEL });
  const database = openDatabase(env.DATABASE_URL, {
    pool: DATABASE_POOL,
    name: "facet-door-two",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
  });
  const dataDir = resolve(env.FACET_DATA_DIR);
  if (!existsSync(join(dataDir, "spool"))) return openWithoutDisk(env, database, log);
  const durability = env.FACET_DURABILITY;
  const sink = openSpool({ dataDir, durability, maxBytes: env.FACET_SPOOL_MAX_BYTES, logger: log });
  return { parts: openGateway(env, database, sink, log), settled: async () => {} };
}

function openWithoutDisk(env: Env, database: Database, log: pino.Logger): DoorTwo {
  const direct = openDirectSink({ database, logger: log, search: env.FACET_SEARCH });
  // A call must not wait for Postgres, near or far: its record is written while and after the last byte goes out.
  const append: RecordSink["append"] = async (record) => {
    void direct.append(record);
    return "stored";
  };
  return { parts: openGateway(env, database, { ...direct, append }, log), settled: direct.close };
}
