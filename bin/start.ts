import { resolve } from "node:path";
import { explainFailure } from "@/db/embedded/error";
import { migrateDatabase } from "@/db/migrate";
import { childEnvironment, type Env } from "@/env";
import { banner } from "./banner";
import { buildWhenNeeded } from "./build";
import { checkExternalDatabase } from "./external-database";
import { waitUntilHealthy } from "./health";
import { type Lock, lockDataDirectory } from "./lock";
import { assertLoopback } from "./loopback";
import { claimPort } from "./ports";
import { type SupervisedPostgres, supervisePostgres } from "./postgres";
import { ensureFirstProject } from "./project-key";
import { seedDatabase } from "./seed";
import { type Addresses, dashboardService, gatewayService, writerService } from "./services";
import { listenForSignals } from "./signals";
import { type Service, supervise } from "./supervisor";
import { UserError } from "./user-error";

type Flags = { demo: boolean; dev: boolean };

/** What has been started and has to be stopped, in whatever state the start is left. */
type Running = { front: Service[]; writer: Service | null; postgres: SupervisedPostgres | null };

/** The writer may have a long spool to flush after the last call. */
const FLUSH_MS = 60_000;
/** On top of FACET_SHUTDOWN_MS, which the gateway keeps by itself. */
const MARGIN_MS = 3_000;

/** `facet start`: everything, until it is told to stop. Throws errors of one line for what a person can put right. */
export async function start(env: Env, args: string[]): Promise<void> {
  const flags: Flags = { demo: args.includes("--demo"), dev: args.includes("--dev") };
  assertLoopback(env.FACET_HOST);
  const dataDir = resolve(env.FACET_DATA_DIR);
  const running: Running = { front: [], writer: null, postgres: null };
  const lock = await lockDataDirectory(dataDir);
  process.once("exit", lock.release);
  const signals = listenForSignals(() => {
    for (const service of [...running.front, running.writer]) service?.kill();
  });
  try {
    await bringUp({ env, flags, dataDir, lock, running, signal: signals.signal });
    await signals.received;
  } catch (error) {
    if (!signals.signal.aborted) throw error;
  } finally {
    if (signals.signal.aborted) console.log("\nStopping: calls in flight may finish (Ctrl-C again to stop at once)…");
    await bringDown(running, env.FACET_SHUTDOWN_MS + MARGIN_MS);
    signals.release();
    lock.release();
  }
  console.log("Stopped.");
}

type Start = { env: Env; flags: Flags; dataDir: string; lock: Lock; running: Running; signal: AbortSignal };

async function bringUp({ env, flags, dataDir, lock, running, signal }: Start): Promise<void> {
  // A Facet that was killed a moment ago may still be finishing its calls.
  const patienceMs = lock.wasStale ? env.FACET_SHUTDOWN_MS + MARGIN_MS : 0;
  const host = env.FACET_HOST;
  const port = await claimPort({ name: "FACET_PORT", port: env.FACET_PORT }, host, patienceMs);
  const gatewayPort = await claimPort({ name: "FACET_GATEWAY_PORT", port: env.FACET_GATEWAY_PORT }, host, patienceMs);
  if (port === gatewayPort) throw new UserError("FACET_PORT and FACET_GATEWAY_PORT must differ.");
  if (env.DATABASE_URL) await checkExternalDatabase(env.DATABASE_URL);
  if (!flags.dev) await buildWhenNeeded(signal);
  const startedAt = performance.now();
  signal.throwIfAborted();

  const databaseUrl = await openStorage(env, dataDir, lock, running);
  signal.throwIfAborted();
  const key = await prepareDatabase(env, dataDir, databaseUrl);
  signal.throwIfAborted();

  const addresses: Addresses = { host, port, gatewayPort };
  const childEnv = childEnvironment({
    DATABASE_URL: databaseUrl,
    FACET_DATA_DIR: dataDir,
    FACET_PORT: String(port),
    FACET_GATEWAY_PORT: String(gatewayPort),
    NEXT_TELEMETRY_DISABLED: "1",
  });
  running.writer = supervise(writerService(childEnv));
  running.front.push(supervise(gatewayService(childEnv)), supervise(dashboardService(childEnv, addresses, flags.dev)));
  await waitUntilHealthy([...running.front, running.writer], addresses, signal);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(banner({ ...addresses, key, dataDir, clusterFolder: running.postgres?.folder ?? null, seconds }));
  if (flags.demo) await fillDemoProject(databaseUrl, signal);
}

/** Facet goes on without a demo. */
async function fillDemoProject(databaseUrl: string, signal: AbortSignal): Promise<void> {
  try {
    await seedDatabase(databaseUrl, signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
  }
}

async function openStorage(env: Env, dataDir: string, lock: Lock, running: Running): Promise<string> {
  if (env.DATABASE_URL) {
    await lock.share(env.DATABASE_URL);
    return env.DATABASE_URL;
  }
  running.postgres = await supervisePostgres(dataDir);
  await lock.share(running.postgres.url);
  return running.postgres.url;
}

async function prepareDatabase(env: Env, dataDir: string, databaseUrl: string): Promise<string> {
  try {
    await migrateDatabase(databaseUrl);
    return await ensureFirstProject(env, dataDir, databaseUrl);
  } catch (error) {
    const message = error instanceof Error ? `${error.message} ${error.cause ?? ""}` : String(error);
    if (!/No space left|ENOSPC|EACCES|EROFS/.test(message)) throw error;
    throw explainFailure(new Error(message), { dataDir, logFile: "", log: "" });
  }
}

/** Doors first, so that nothing new comes in; then the writer, which flushes the spool; Postgres last. */
async function bringDown({ front, writer, postgres }: Running, graceMs: number): Promise<void> {
  await Promise.all(front.map((service) => service.stop(graceMs)));
  await writer?.stop(FLUSH_MS);
  await postgres?.stop();
}
