import { openDatabase } from "@/db/client";
import { type DiskUse, measureDiskUse } from "@/db/disk-use";
import { type Dataset, type DatasetOptions, openDataset } from "../dataset/open";
import { type Script, startScript } from "../process";
import { median } from "../table";
import { type Answer, type Ask, allAsks, type Digest } from "./asks";
import type { PeerAnswer } from "./peer-process";
import { peerDigest, peerSql } from "./peer-sql";
import { openPeers } from "./peers";
import { printableAsks, printableDisk } from "./print";

export type QueryResult = {
  rows: number;
  days: number;
  mode: string;
  asks: { name: string; source: string; contestants: Record<string, { first: number; warm: number }> }[];
  /** Answers that did not come to the same. */
  differences: string[];
  /** Bytes in Postgres by table. */
  disk: DiskUse;
};

type Contestant = { name: string; run: (ask: Ask) => Promise<Answer> };
type Ours = Script<{ projectId: number }>;

/** Asks everybody everything, in interleaved rounds: the first run of each, then the median of `rounds` warm ones. */
export async function benchQuery(options: DatasetOptions & { rounds: number }): Promise<QueryResult> {
  const dataset = await openDataset(options);
  const stops: (() => Promise<void>)[] = [dataset.stop];
  try {
    const peers = await openPeers(dataset);
    for (const { process } of peers) stops.unshift(process.stop);
    const script = new URL("./ours.ts", import.meta.url);
    const ours: Ours = await startScript(script, [dataset.url, String(dataset.end.getTime())], ["react-server"]);
    stops.unshift(ours.stop);
    const contestants: Contestant[] = [
      { name: "Facet", run: (ask) => ours.ask<Answer>(ask) },
      ...peers.map(({ name, process, dialect }) => ({
        name,
        run: async (ask: Ask): Promise<Answer> => {
          const statement = peerSql(ask, dialect, ours.ready.projectId, dataset.end);
          const { ms, rows } = await process.ask<PeerAnswer>({ kind: "run", statement });
          return { ms, digest: peerDigest(ask, rows), source: dialect.table };
        },
      })),
    ];
    const asks = allAsks(await findJob(dataset));
    const result = await measure(asks, contestants, options.rounds);
    const disk = await diskOf(dataset);
    await measureWhileIngesting(dataset, ours, asks, options.rounds, result);
    const { rows, days, mode } = dataset.spec;
    const all = { rows, days, mode, ...result, disk };
    console.log([printableAsks(all, "warm"), printableAsks(all, "first"), printableDisk(all)].join("\n\n"));
    const same = result.differences.length === 0 ? "All answers come to the same." : result.differences.join("\n");
    console.log(`\n${same}`);
    return all;
  } finally {
    for (const stop of stops) await stop();
  }
}

const INGEST_RATE = 400;

/** Asks Facet alone once more, with records coming in, and takes them out again. */
async function measureWhileIngesting(
  { url, end }: Dataset,
  ours: Ours,
  asks: Ask[],
  rounds: number,
  result: Measurements,
): Promise<void> {
  const { projectId } = ours.ready;
  const script = new URL("./ingest.ts", import.meta.url);
  const ingest = await startScript<string>(script, [url, String(projectId), String(INGEST_RATE)]);
  const contestant: Contestant = { name: "Facet, ingest running", run: (ask) => ours.ask<Answer>(ask) };
  const busy = await measure(asks, [contestant], rounds);
  await ingest.stop();
  for (const [index, ask] of result.asks.entries()) {
    ask.contestants = { ...ask.contestants, ...busy.asks[index]?.contestants };
  }
  const database = openDatabase(url, { pool: 1, name: "facet-bench" });
  for (const [table, time] of [
    ["facts", "created_at"],
    ["details", "created_at"],
    ["rollup_marks", "hour"],
  ] as const) {
    const { $client: client } = database;
    await client`delete from ${client(table)} where project_id = ${projectId}
      and ${client(time)} >= ${end.toISOString()}::timestamptz`;
  }
  await database.$client`vacuum facts, details`;
  await database.$client.end();
}

async function diskOf({ url }: Dataset): Promise<DiskUse> {
  const database = openDatabase(url, { pool: 1, name: "facet-bench" });
  const disk = await measureDiskUse(database);
  await database.$client.end();
  return disk;
}

/** A job of the large project in the middle of the dataset. */
async function findJob({ url, end, spec }: Dataset): Promise<string> {
  const database = openDatabase(url, { pool: 1, name: "facet-bench" });
  const middle = new Date(end.getTime() - (spec.days / 2) * 86_400_000);
  const [row] = await database.$client<{ value: string }[]>`
    select value from facts join projects on projects.id = project_id and slug = 'bench'
    join properties p on p.project_id = facts.project_id and p.key = 'job-uuid'
    join dictionary d on d.project_id = facts.project_id and d.field_id = p.id and d.code = slot_8
    where facts.created_at >= ${middle.toISOString()}::timestamptz order by facts.created_at limit 1`;
  await database.$client.end();
  return row?.value ?? "";
}

type Measurements = Pick<QueryResult, "asks" | "differences">;

async function measure(asks: Ask[], contestants: Contestant[], rounds: number): Promise<Measurements> {
  const result: Measurements = { asks: [], differences: [] };
  const first = await askAll(asks, contestants);
  const warm: Map<string, Answer>[] = [];
  for (let round = 0; round < rounds; round++) warm.push(await askAll(asks, contestants));
  for (const ask of asks) {
    const times = contestants.map(({ name }) => {
      const key = keyOf(ask, name);
      const of = warm.map((round) => round.get(key)?.ms ?? Number.NaN);
      return [name, { first: first.get(key)?.ms ?? Number.NaN, warm: median(of) }] as const;
    });
    const source = first.get(keyOf(ask, "Facet"))?.source ?? "";
    result.asks.push({ name: ask.name, source, contestants: Object.fromEntries(times) });
    result.differences.push(...compare(ask, contestants, first));
  }
  return result;
}

const keyOf = (ask: Ask, contestant: string) => `${ask.name}\n${contestant}`;

async function askAll(asks: Ask[], contestants: Contestant[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const ask of asks) {
    for (const { name, run } of contestants) answers.set(keyOf(ask, name), await run(ask));
  }
  return answers;
}

/** Every answer must come to what ours does; costs pass through doubles of dollars on our side. */
function compare(ask: Ask, contestants: Contestant[], answers: Map<string, Answer>): string[] {
  const ours = answers.get(keyOf(ask, "Facet"))?.digest;
  return contestants.slice(1).flatMap(({ name }) => {
    const theirs = answers.get(keyOf(ask, name))?.digest;
    if (ours && theirs && sameDigest(ours, theirs)) return [];
    return [`${ask.name}: Facet ${JSON.stringify(ours)}, ${name} ${JSON.stringify(theirs)}`];
  });
}

function sameDigest(one: Digest, other: Digest): boolean {
  const near = Math.abs((one.cost ?? 0) - (other.cost ?? 0)) <= Math.abs(one.cost ?? 0) * 1e-9;
  return one.rows === other.rows && one.requests === other.requests && near;
}
