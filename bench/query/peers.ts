import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportRows, openExport } from "../dataset/export";
import type { Dataset } from "../dataset/open";
import { showProgress } from "../dataset/progress";
import { type Script, startScript } from "../process";
import { COLUMN_LAYOUT, type Dialect, DUCKDB, MAP_LAYOUT } from "./dialects";

/** A store beside ours: its process (one for both layouts of ClickHouse) and how it spells its statements. */
export type Peer = { name: string; process: Script<string>; dialect: Dialect };

const STORES = [
  {
    script: "clickhouse.ts",
    npm: "chdb",
    folder: "chdb",
    layouts: [
      { name: "ClickHouse Map", dialect: MAP_LAYOUT },
      { name: "ClickHouse columns", dialect: COLUMN_LAYOUT },
    ],
  },
  { script: "duckdb.ts", npm: "@duckdb/node-api", folder: "duckdb.db", layouts: [{ name: "DuckDB", dialect: DUCKDB }] },
];

/** Starts those that `npm install --prefix bench/peers` has brought, with the dataset's rows in them. */
export async function openPeers(dataset: Dataset): Promise<Peer[]> {
  const home = `${dataset.dataDir}-peers`;
  await forgetOlder(home, dataset);
  const peers: Peer[] = [];
  const empty: { process: Script<string>; marker: string }[] = [];
  for (const { script, npm, folder, layouts } of STORES) {
    if (!existsSync(fileURLToPath(new URL(`../peers/node_modules/${npm}`, import.meta.url)))) {
      console.log(`${npm} is not installed: npm install --prefix bench/peers`);
      continue;
    }
    const marker = join(home, `${npm.replace("/", "-")}.loaded`);
    const isLoaded = existsSync(marker);
    if (!isLoaded) await rm(join(home, folder), { recursive: true, force: true });
    const started = await startScript<string>(new URL(`./${script}`, import.meta.url), [join(home, folder)]);
    if (!isLoaded) empty.push({ process: started, marker });
    peers.push(...layouts.map((layout) => ({ ...layout, process: started })));
  }
  if (empty.length > 0)
    await loadPeers(
      dataset,
      home,
      empty.map(({ process }) => process),
    );
  for (const { marker } of empty) await writeFile(marker, "");
  return peers;
}

const DAY_MS = 86_400_000;

/** Every day is written to one file that all of them read. */
async function loadPeers({ url, spec, end }: Dataset, home: string, stores: Script<string>[]): Promise<void> {
  const database = openExport(url);
  const progress = showProgress();
  const file = join(home, "rows.csv");
  progress.begin("peers", spec.days);
  for (const store of stores) await store.ask({ kind: "create" });
  for (let day = 0; day < spec.days; day++) {
    const from = new Date(end.getTime() - (spec.days - day) * DAY_MS);
    await exportRows(database, from, new Date(from.getTime() + DAY_MS), file);
    for (const store of stores) await store.ask({ kind: "load", file });
    progress.advance(1);
  }
  progress.begin("peers, merging", 1);
  for (const store of stores) await store.ask({ kind: "finish" });
  progress.stop();
  await rm(file);
  await database.$client.end();
}

/** Rows of a dataset that was made anew are others. */
async function forgetOlder(home: string, { end }: Dataset): Promise<void> {
  const marker = join(home, "end");
  const known = await readFile(marker, "utf8").catch(() => null);
  if (known === end.toISOString()) return;
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await writeFile(marker, end.toISOString());
}
