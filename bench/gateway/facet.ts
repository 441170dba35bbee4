import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProgram } from "@/bin/build-program";
import { gatewayService, writerService } from "@/bin/services";
import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedServer } from "@/db/embedded/server";
import { migrateDatabase } from "@/db/migrate";
import { ensureKey, ensureProject } from "@/db/projects";
import { startDashboard } from "../dashboard";
import { freePort, type Started, startServer } from "../process";

/** Facet as it runs in production, on data of its own: gateway and writer in their processes, an embedded Postgres. */
export type Facet = {
  database: Database;
  dataDir: string;
  gateway: Started;
  gatewayPort: number;
  /** What calls through the gateway carry to be recorded. */
  headers: Record<string, string>;
  /** Rows stored so far. */
  rows: () => Promise<number>;
  /** Resolves when the spool is empty. */
  settle: () => Promise<void>;
  startWriter: () => Promise<Started>;
  /** The dashboard, whose port is door two. */
  startDashboard: () => Promise<Started & { port: number }>;
  /** Ends everything it has started and removes its data. */
  stop: () => Promise<void>;
};

const KEY = "facet-bench-key";

export async function startFacet(upstreamUrl: string): Promise<Facet> {
  // What `npm start` runs: from TypeScript the gateway is a sixth slower.
  await buildProgram();
  const dataDir = await mkdtemp(join(tmpdir(), "facet-bench-"));
  const postgres = await startEmbeddedServer({ dataDir });
  await migrateDatabase(postgres.url);
  const database = openDatabase(postgres.url, { pool: 2, name: "facet-bench" });
  const project = await ensureProject(database, { slug: "bench", name: "Bench" });
  await ensureKey(database, project.id, KEY, "bench");
  const gatewayPort = await freePort();
  const env = {
    NODE_ENV: "production" as const,
    DATABASE_URL: postgres.url,
    FACET_DATA_DIR: dataDir,
    FACET_GATEWAY_PORT: String(gatewayPort),
    FACET_UPSTREAM_OPENAI: upstreamUrl,
    FACET_LOG_LEVEL: "error",
  };
  const started: Started[] = [];
  const start = async (args: string[]) => {
    const process = await startServer(["node", ...args], gatewayPort, env);
    started.push(process);
    return process;
  };
  return {
    database,
    dataDir,
    gateway: await start(gatewayService(env).args),
    gatewayPort,
    headers: { "helicone-auth": `Bearer ${KEY}`, "helicone-property-environment": "production" },
    rows: async () => {
      const [row] = await database.$client<{ n: number }[]>`select count(*)::int as n from facts`;
      return row?.n ?? 0;
    },
    settle: () => untilSpoolIsEmpty(gatewayPort),
    startWriter: () => start(writerService(env).args),
    startDashboard: async () => {
      const dashboard = await startDashboard(env);
      started.push(dashboard);
      return dashboard;
    },
    stop: async () => {
      for (const process of started) await process.stop();
      await database.$client.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 300_000;

async function untilSpoolIsEmpty(gatewayPort: number): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const answer = await fetch(`http://127.0.0.1:${gatewayPort}/healthz`);
    const { spool }: { spool: { depth: number } } = await answer.json();
    if (spool.depth === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the writer does not empty the spool");
}
