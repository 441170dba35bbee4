import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "@/db/embedded/server";
import { migrateDatabase } from "@/db/migrate";
import { completeIndexes } from "./indexes";
import { loadDataset } from "./load";
import { showProgress } from "./progress";
import { buildRollups, completeRollups } from "./rollups";
import type { DatasetSpec, Mode } from "./spec";

export type DatasetOptions = {
  rows: number;
  days: number;
  mode: Mode /** Where datasets are kept between runs. */;
  home?: string;
  /** Extra settings of the server that holds it. */
  settings?: Record<string, string>;
};

export type Dataset = {
  spec: DatasetSpec;
  /** Right after the last row. */
  end: Date;
  /** Of the embedded server that holds it, which runs as in production. */
  url: string;
  dataDir: string;
  /** Of the server. */
  logFile: string;
  stop: () => Promise<void>;
};

type Marker = { version: string; endMs: number };

/** Raised with every change of the rows or of what their rollups hold: the dataset is made anew then. Migrations are applied. */
const VERSION = "2";
const HOUR_MS = 3_600_000;

/** Nothing of what is loaded has to survive a crash: the load is begun anew then. */
const LOADING = {
  wal_level: "minimal",
  max_wal_senders: "0",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  maintenance_work_mem: "512MB",
  max_parallel_maintenance_workers: "0",
  checkpoint_timeout: "1h",
  max_wal_size: "16GB",
};

/** Opens the dataset, making it when it is not there: it ends with the running hour then, and keeps that end. */
export async function openDataset({ rows, days, mode, home, settings }: DatasetOptions): Promise<Dataset> {
  const spec = { rows, days, mode };
  const dataDir = datasetFolder(spec, home);
  const known = await readMarker(dataDir);
  const marker = known?.version === VERSION ? known : await makeDataset(dataDir, spec);
  const server = await startEmbeddedServer({ dataDir, settings });
  await migrateDatabase(server.url);
  await completeRollups(server.url);
  await completeIndexes(server.url);
  return { spec, end: new Date(marker.endMs), url: server.url, dataDir, logFile: server.logFile, stop: server.stop };
}

function datasetFolder({ rows, days, mode }: DatasetSpec, home = join(tmpdir(), "facet-bench")): string {
  return join(home, `${rows}-${days}-${mode}`);
}

async function makeDataset(dataDir: string, spec: DatasetSpec): Promise<Marker> {
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  // The `postgres` account passes through when root runs this.
  await chmod(dataDir, 0o711);
  const marker = { version: VERSION, endMs: Math.floor(Date.now() / HOUR_MS) * HOUR_MS };
  const progress = showProgress();
  const server = await startEmbeddedServer({ dataDir, settings: LOADING });
  try {
    await migrateDatabase(server.url);
    await loadDataset(server.url, spec, marker.endMs, progress);
    await buildRollups(server.url, progress);
  } finally {
    progress.stop();
    await server.stop();
  }
  await writeFile(markerFile(dataDir), JSON.stringify(marker));
  return marker;
}

const markerFile = (dataDir: string) => join(dataDir, "dataset.json");

async function readMarker(dataDir: string): Promise<Marker | null> {
  const text = await readFile(markerFile(dataDir), "utf8").catch(() => null);
  if (text === null) return null;
  return JSON.parse(text);
}
