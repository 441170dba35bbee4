import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { benchBloat } from "./bloat/run";
import { MODES } from "./dataset/spec";
import { benchGateway } from "./gateway/run";
import { benchIngest } from "./ingest/run";
import { describeMachine } from "./machine";
import { benchPage } from "./page/run";
import { writePlans } from "./query/plans";
import { benchQuery } from "./query/run";
import { writeNumbers } from "./report/write";

const USAGE = `Usage: npm run bench -- <gateway|ingest|query|page|bloat|all> [options]
       npm run bench -- report   puts the results in bench/results into docs/numbers.md
       npm run bench -- plans    keeps the plans of the most used queries in docs/plans.md

  --seconds N   length of one measurement of load (5)
  --rounds N    interleaved rounds whose median counts (3)
  --visits N    visits of each page whose median counts (20)
  --rows N      rows of the dataset (1000000)
  --days N      days they are spread over (30)
  --mode M      independent or correlated (correlated)
  --home DIR    where datasets are kept between runs (the system's temporary directory)
  --json FILE   write the results there, too`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    rows: { type: "string", default: "1000000" },
    days: { type: "string", default: "30" },
    visits: { type: "string", default: "20" },
    mode: { type: "string", default: "correlated" },
    home: { type: "string" },
    json: { type: "string" },
  },
});

const rounds = Number(values.rounds);
const dataset = {
  rows: Number(values.rows),
  days: Number(values.days),
  mode: MODES.find((mode) => mode === values.mode) ?? "correlated",
  home: values.home,
};

const BENCHMARKS: Record<string, () => Promise<unknown>> = {
  gateway: () => benchGateway({ seconds: Number(values.seconds), rounds }),
  ingest: () => benchIngest({ seconds: Number(values.seconds) }),
  query: () => benchQuery({ ...dataset, rounds }),
  page: () => benchPage({ ...dataset, visits: Number(values.visits) }),
  bloat: () => benchBloat({ rows: dataset.rows }),
};

const DOCUMENTS: Record<string, () => Promise<void>> = { report: writeNumbers, plans: () => writePlans(dataset) };

const [wanted = ""] = positionals;
const document = DOCUMENTS[wanted];
if (document) await document();
else await measure(Object.keys(BENCHMARKS).filter((name) => name === wanted || wanted === "all"));

async function measure(chosen: string[]): Promise<void> {
  if (chosen.length === 0) {
    console.error(USAGE);
    process.exit(2);
  }
  const machine = await describeMachine();
  console.log(Object.values(machine).join(" · "));
  const results: Record<string, unknown> = {};
  for (const name of chosen) results[name] = await BENCHMARKS[name]?.();
  const report = { command: `npm run bench -- ${process.argv.slice(2).join(" ")}`, machine, results };
  if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
