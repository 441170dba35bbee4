import { sql } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { findProjectByKey } from "@/db/projects";
import type { Env } from "@/env";
import type { RecordSink } from "@/lib/ingest/record-sink";
import type { GatewayParts } from "./handle";
import { type HealthCheck, openHealthCheck } from "./health";
import { openProjectKeys } from "./project-keys";
import { openUpstreamPools } from "./upstream-pools";

/** Puts the core together from settings; both doors use it. */
export function openGateway(env: Env, database: Database, sink: RecordSink, log: Logger): GatewayParts {
  const findProject = async (key: string) => (await findProjectByKey(database, key))?.id ?? null;
  return {
    keys: openProjectKeys(findProject, env.FACET_KEY_GRACE_MS),
    pools: openUpstreamPools({
      connectTimeout: env.FACET_CONNECT_TIMEOUT_MS,
      headersTimeout: env.FACET_HEADERS_TIMEOUT_MS,
      idleTimeout: env.FACET_IDLE_TIMEOUT_MS,
      allowPrivateTargets: env.FACET_ALLOW_PRIVATE_TARGETS,
    }),
    sink,
    upstreams: env.upstreams,
    recordings: new Set(),
    captureLimit: env.FACET_CAPTURE_BYTES,
    log,
  };
}

/** Health of a gateway over this database. */
export function openDatabaseHealth(sink: RecordSink, database: Database): HealthCheck {
  return openHealthCheck(sink, async () => database.execute(sql`select 1`));
}
