import { resolve } from "node:path";
import { pino } from "pino";
import { readEnv } from "@/env";
import type { HealthCheck } from "@/lib/gateway/health";
import { openDatabaseHealth } from "@/lib/gateway/open-gateway";
import { openSpool } from "@/lib/ingest/spool";
import { readDatabase } from "@/lib/query/database";

export const dynamic = "force-dynamic";

// On globalThis: `next dev` evaluates this module again on every reload, and a spool is opened once per process.
const shared: typeof globalThis & { facetHealth?: HealthCheck } = globalThis;

/** `GET /healthz` of the dashboard's port: 200 with `{status, database, spool}` when ready, else 503. */
export async function GET(): Promise<Response> {
  shared.facetHealth ??= open();
  const health = await shared.facetHealth.check();
  return Response.json(health, { status: health.status === "ok" || health.status === "degraded" ? 200 : 503 });
}

function open(): HealthCheck {
  const env = readEnv();
  const spool = openSpool({
    dataDir: resolve(env.FACET_DATA_DIR),
    durability: env.FACET_DURABILITY,
    maxBytes: env.FACET_SPOOL_MAX_BYTES,
    logger: pino({ name: "dashboard", level: env.FACET_LOG_LEVEL }),
  });
  return openDatabaseHealth(spool, readDatabase());
}
