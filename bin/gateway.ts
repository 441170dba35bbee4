import { pino } from "pino";
import { openDatabase } from "@/db/client";
import type { Env } from "@/env";
import { openDatabaseHealth, openGateway } from "@/lib/gateway/open-gateway";
import { type GatewayServer, startServer } from "@/lib/gateway/server";
import { openSpoolOrExplain } from "./open-spool";
import { listenForSignals } from "./signals";
import { UserError } from "./user-error";

/** Project keys and health are all it asks Postgres for. */
const DATABASE_POOL = 2;
/** No call waits longer for a look at its key (lib/gateway/project-keys.ts). */
const STATEMENT_TIMEOUT_MS = 10_000;
const SILENCE_MS = 25_000;

/** Door one as a process of its own, until it is asked to stop: then it finishes the calls in flight and exits with 0. */
export async function runGateway(env: Env): Promise<void> {
  if (!env.DATABASE_URL)
    throw new UserError("The gateway alone needs DATABASE_URL; `npm start` brings its own Postgres.");
  const signals = listenForSignals(() => {});
  const log = pino({ name: "gateway", level: env.FACET_LOG_LEVEL });
  const database = openDatabase(env.DATABASE_URL, {
    pool: DATABASE_POOL,
    name: "facet-gateway",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
  });
  const sink = await openSpoolOrExplain(env, log);
  const parts = openGateway(env, database, sink, log);
  const health = openDatabaseHealth(sink, database);
  const server = await listenOrExplain(env, () =>
    startServer(parts, { host: env.FACET_HOST, port: env.FACET_GATEWAY_PORT, health: health.check }),
  );
  log.debug({ port: server.port }, "listening");
  process.send?.({ type: "ready", port: server.port });
  await signals.received;
  health.stop();
  await server.stop(env.FACET_SHUTDOWN_MS);
  parts.pools.close();
  await sink.close();
  await database.$client.end({ timeout: 1 });
  process.exit(0);
}

async function listenOrExplain(env: Env, start: () => Promise<GatewayServer>): Promise<GatewayServer> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    const where = `${env.FACET_HOST}:${env.FACET_GATEWAY_PORT}`;
    if (code === "EADDRINUSE") {
      throw new UserError(
        `Port ${env.FACET_GATEWAY_PORT} is taken: stop what uses it or set FACET_GATEWAY_PORT to another port.`,
      );
    }
    if (code === "EACCES")
      throw new UserError(`Not allowed to listen on ${where}: set FACET_GATEWAY_PORT to a port above 1023.`);
    if (code === "EADDRNOTAVAIL") throw new UserError(`This machine has no address ${env.FACET_HOST}: set FACET_HOST.`);
    throw error;
  }
}
