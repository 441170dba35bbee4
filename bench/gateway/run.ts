import { type Script, startScript } from "../process";
import { formatTable, median, type Row } from "../table";
import { type Contestant, direct, facetDoors, passthrough, portkey, type Upstream } from "./contestants";
import { MEASUREMENTS, type Measured, type Measurement } from "./measurements";
import { residentMegabytes } from "./memory";
import type { LoadResult, LoadTask } from "./tasks";

type Options = { seconds: number; rounds: number };
export type GatewayResult = Options & {
  rows: Row[];
  ratios: Row[];
  /** Calls of each contestant that failed, by measurement. */
  failures: Record<string, Record<string, number>>;
  /** Calls through both doors, and the rows stored. Each connection of a load breaks its last call off, each slow stream itself. */
  recorded: { answered: number; brokenOff: number; rows: number };
};

/** Measures all contestants in interleaved rounds and prints the medians, then what was stored. */
export async function benchGateway(options: Options): Promise<GatewayResult> {
  const upstream: Upstream = await startScript(new URL("./upstream.ts", import.meta.url));
  const load = await startScript<string>(new URL("./load.ts", import.meta.url));
  const contestants: Contestant[] = [direct(upstream)];
  try {
    contestants.push(await passthrough(upstream));
    contestants.push(...(await portkey(upstream)));
    contestants.push(...(await facetDoors(upstream)));
    return await measure(contestants, load, options);
  } finally {
    for (const contestant of contestants.toReversed()) await contestant.stop();
    await load.stop();
    await upstream.stop();
  }
}

/** Results by measurement and contestant. */
type Results = Map<string, Measured[]>;
const keyOf = (measurement: Measurement, { name }: Contestant) => `${measurement.name}\n${name}`;

async function measure(
  contestants: Contestant[],
  load: Script<string>,
  { seconds, rounds }: Options,
): Promise<GatewayResult> {
  // A first short round warms up caches and compilers; only its rows are counted.
  const warmUp: Results = new Map();
  const results: Results = new Map();
  await measureRound(contestants, load, 1, warmUp);
  for (let round = 0; round < rounds; round++) await measureRound(contestants, load, seconds, results);
  const rows = MEASUREMENTS.flatMap((measurement) => toRows(measurement, contestants, results));
  const ratios = ratiosOf(rows);
  console.log(formatTable(`median of ${rounds} rounds of ${seconds} s`, rows));
  console.log(`\n${formatTable("Facet's gateway against", ratios)}`);
  const recorded = await countRecorded(contestants, [warmUp, results]);
  console.log(
    `\n${recorded.rows} rows for ${recorded.answered} answered calls and ${recorded.brokenOff} the load generator broke off.`,
  );
  const failures = failuresOf(contestants, results);
  for (const [name, of] of Object.entries(failures)) console.log(`Failures in "${name}": ${JSON.stringify(of)}`);
  return { seconds, rounds, rows, ratios, failures, recorded };
}

/** Every measurement with every contestant in turn. */
async function measureRound(
  contestants: Contestant[],
  load: Script<string>,
  seconds: number,
  results: Results,
): Promise<void> {
  for (const measurement of MEASUREMENTS) {
    for (const contestant of contestants) {
      const { url, headers, pid } = contestant;
      const task: LoadTask = { ...measurement.task, url, headers, seconds };
      console.error(`${new Date().toISOString().slice(11, 19)} ${measurement.name}: ${contestant.name}`);
      const asked = load.ask<LoadResult>(task);
      // Nearly at the end: the streams are still open then.
      await new Promise((resolve) => setTimeout(resolve, seconds * 900));
      const memory = measurement.memory ? await residentMegabytes(pid) : null;
      const key = keyOf(measurement, contestant);
      results.set(key, [...(results.get(key) ?? []), { ...(await asked), memory }]);
      await contestant.settle();
    }
  }
}

/** One row per figure: a value per contestant. */
function toRows(measurement: Measurement, contestants: Contestant[], results: Results): Row[] {
  const { name, figures } = measurement;
  const valuesOf = (pick: (result: Measured) => number | null) =>
    Object.fromEntries(
      contestants.map((contestant) => {
        const found = (results.get(keyOf(measurement, contestant)) ?? []).map(pick).filter((value) => value !== null);
        return [contestant.name, found.length === 0 ? null : median(found)] as const;
      }),
    );
  const rows = figures.flatMap((figure): Row[] => {
    const values = valuesOf((result) => result[figure]);
    const row = { name: figure === "perSecond" ? name : `${name}, ${figure}`, values };
    return measurement.added ? [row, { name: `${name}, ${figure}, added`, values: lessDirect(values) }] : [row];
  });
  return measurement.memory
    ? [...rows, { name: "resident MB beside 1,000 slow streams", values: valuesOf(({ memory }) => memory) }]
    : rows;
}

function lessDirect(values: Record<string, number | null>): Record<string, number | null> {
  const floor = values.direct ?? null;
  const entries = Object.entries(values).filter(([name]) => name !== "direct");
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value === null || floor === null ? null : value - floor]),
  );
}

/** Facet's figure divided by that of every other contestant. */
function ratiosOf(rows: Row[]): Row[] {
  return rows.map(({ name, values }) => {
    const ours = values.Facet ?? null;
    const others = Object.entries(values).filter(([other]) => other !== "Facet");
    // What was added may be below nothing, within the noise: no ratio then.
    const ratio = (value: number | null) =>
      ours === null || ours < 0 || value === null || value <= 0 ? null : ours / value;
    const ratios = others.map(([other, value]) => [other, ratio(value)] as const);
    return { name, values: Object.fromEntries(ratios) };
  });
}

function failuresOf(contestants: Contestant[], results: Results): Record<string, Record<string, number>> {
  const failures: Record<string, Record<string, number>> = {};
  for (const measurement of MEASUREMENTS) {
    for (const contestant of contestants) {
      const found = results.get(keyOf(measurement, contestant)) ?? [];
      const count = found.reduce((sum, result) => sum + result.failures, 0);
      if (count > 0) failures[measurement.name] = { ...failures[measurement.name], [contestant.name]: count };
    }
  }
  return failures;
}

/** Rows stored beside answered calls. */
async function countRecorded(contestants: Contestant[], all: Results[]): Promise<GatewayResult["recorded"]> {
  const recording = contestants.find(({ rows }) => rows !== null);
  const doors = contestants.filter(({ name }) => name.startsWith("Facet"));
  const of = all.flatMap((results) =>
    MEASUREMENTS.flatMap((measurement) => doors.flatMap((door) => results.get(keyOf(measurement, door)) ?? [])),
  );
  const answered = of.reduce((sum, result) => sum + result.answered, 0);
  const brokenOff = all.reduce((sum, results) => sum + brokenOffIn(results, doors), 0);
  if (!recording?.rows) return { answered, brokenOff: 0, rows: 0 };
  await recording.settle();
  return { answered, brokenOff, rows: await recording.rows() };
}

/** A load over connections ends with one call under way on each; a slow stream never ends by itself. */
function brokenOffIn(results: Results, doors: Contestant[]): number {
  return MEASUREMENTS.filter(({ task: { kind } }) => kind === "throughput" || kind === "slow-streams")
    .flatMap((measurement) => doors.map((door) => ({ measurement, door })))
    .reduce((sum, { measurement, door }) => {
      const runs = results.get(keyOf(measurement, door))?.length ?? 0;
      return sum + runs * measurement.task.connections;
    }, 0);
}
