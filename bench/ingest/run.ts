import { type Facet, startFacet } from "../gateway/facet";
import { type Script, startScript } from "../process";
import { formatTable, type Row } from "../table";
import type { SendTask, Sent } from "./sender";

export type IngestResult = {
  seconds: number;
  rows: Row[];
  /** What was sent and is not stored, or the other way round; empty when all is right. */
  differences: string[];
};

const CONNECTIONS = 32;
/** The mock's usage in every answer, and what it costs in nano-dollars (gpt-4o-mini: 150 and 600 per token). */
const USAGE = { input: 412, output: 200, cost: 412 * 150 + 200 * 600 };
/** Calls whose records wait when the writer alone is measured. */
const FULL_SPOOL = 60_000;

/** Gateway to committed rows while calls come in, then the writer alone on a full spool; rows and sums are compared. */
export async function benchIngest({ seconds }: { seconds: number }): Promise<IngestResult> {
  const upstream = await startScript<{ port: number }>(new URL("../gateway/upstream.ts", import.meta.url));
  const sender = await startScript<string>(new URL("./sender.ts", import.meta.url));
  const facet = await startFacet(`http://127.0.0.1:${upstream.ready.port}`);
  try {
    const alone = await drainFullSpool(facet, sender);
    const { sustained, sent } = await sustain(facet, sender, seconds);
    const rows = [...alone.rows, ...sustained];
    const differences = await compareSums(facet, alone.sent + sent);
    console.log(formatTable("ingest, 2 KB requests, 1.2 KB answers", rows));
    console.log(
      differences.length === 0 ? "\nEvery call sent is stored once; sums are equal." : differences.join("\n"),
    );
    return { seconds, rows, differences };
  } finally {
    await facet.stop();
    await sender.stop();
    await upstream.stop();
  }
}

function task(facet: Facet, seconds: number): SendTask {
  const url = `http://127.0.0.1:${facet.gatewayPort}/gateway/openai/v1/chat/completions`;
  const headers = { "content-type": "application/json", authorization: "Bearer sk-bench", ...facet.headers };
  return { url, headers, connections: CONNECTIONS, seconds };
}

/** Fills the spool while no writer runs, then measures how fast one empties it. */
async function drainFullSpool(facet: Facet, sender: Script<string>) {
  const filled: Sent[] = [];
  const total = () => filled.reduce((sum, { answered }) => sum + answered, 0);
  while (total() < FULL_SPOOL) filled.push(await sender.ask<Sent>(task(facet, 5)));
  const seconds = filled.reduce((sum, each) => sum + each.seconds, 0);
  const startedAt = performance.now();
  const writer = await facet.startWriter();
  await untilRows(facet, total());
  const drained = (performance.now() - startedAt) / 1000;
  await writer.stop();
  const rows: Row[] = [
    { name: "gateway alone, calls/s", values: { Facet: total() / seconds } },
    {
      name: `writer alone, ${total()} records waiting, records/s (its start included)`,
      values: { Facet: total() / drained },
    },
  ];
  return { rows, sent: total() };
}

/** Calls and the writer at the same time; the rate is of rows committed when the last call has been answered. */
async function sustain(facet: Facet, sender: Script<string>, seconds: number) {
  await facet.startWriter();
  const before = await facet.rows();
  const { answered, failed, seconds: took } = await sender.ask<Sent>(task(facet, seconds));
  const committed = (await facet.rows()) - before;
  const endedAt = performance.now();
  await untilRows(facet, before + answered);
  const rest = (performance.now() - endedAt) / 1000;
  const sustained: Row[] = [
    { name: "sustained: calls answered/s", values: { Facet: answered / took } },
    { name: "sustained: rows committed/s meanwhile", values: { Facet: committed / took } },
    { name: "sustained: calls answered/s until the last row is in", values: { Facet: answered / (took + rest) } },
    { name: "sustained: seconds to drain the rest", values: { Facet: rest } },
    { name: "sustained: calls that failed", values: { Facet: failed } },
  ];
  return { sustained, sent: answered };
}

const PATIENCE_MS = 300_000;

async function untilRows(facet: Facet, wanted: number): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; (await facet.rows()) < wanted; ) {
    if (Date.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every answered call must be one row with the mock's usage and its price, and one row of details with both bodies. */
async function compareSums({ database }: Facet, sent: number): Promise<string[]> {
  const [stored] = await database.$client<Record<string, string>[]>`
    select count(*) as requests, sum(input_tokens) as input, sum(output_tokens) as output, sum(cost) as cost from facts`;
  const [bodies] = await database.$client<Record<string, string>[]>`
    select count(*) as details, count(request_body) as requests, count(response_body) as answers from details`;
  const expected = [
    ["rows", stored?.requests, sent],
    ["input tokens", stored?.input, sent * USAGE.input],
    ["output tokens", stored?.output, sent * USAGE.output],
    ["nano-dollars", stored?.cost, sent * USAGE.cost],
    ["details", bodies?.details, sent],
    ["request bodies", bodies?.requests, sent],
    ["answer bodies", bodies?.answers, sent],
  ] as const;
  return expected
    .filter(([, found, wanted]) => Number(found) !== wanted)
    .map(([name, found, wanted]) => `${name}: ${found} stored, ${wanted} expected`);
}
