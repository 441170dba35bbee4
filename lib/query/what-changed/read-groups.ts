import "server-only";
import { sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import { type Answer, type Ask, answerAll } from "@/lib/query/answer-groups";
import { execute, type QueryContext, type Reader } from "@/lib/query/context";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import type { Grouped } from "@/lib/query/sql/grouped";
import { readScanned, readSparse, unlessTooSlow } from "./details-values";
import type { ComparedDimension } from "./dimensions";
import { sumsOf, valueRows } from "./few-values";
import { type DimensionSums, GROUP_METRICS, type GroupRow, groupSums, rowsOf } from "./group-rows";
import { readManyValues } from "./many-values";
import type { PeriodBuckets } from "./periods";
import { type GroupSums, NOTHING } from "./sums";

export type ReadGroups = {
  metric: ChangeMetric;
  filter: Filter | null;
  buckets: PeriodBuckets;
  codes: FieldCodes;
  dimensions: readonly ComparedDimension[];
  /** Dimensions that only a scan of facts could answer are left for another time when there are more requests. */
  mostScanned: number;
  /** The same of the wide table. */
  mostOpened: number;
  /** So are then those with thousands of values. */
  leavesMany: boolean;
  /** Of more requests the wide table is never read whole: that would take seconds of all processors. */
  mostReadWhole?: number;
  /** A statement over the wide table may take so long; what takes longer is left out. */
  patienceMs?: number;
};

/** What is left for another time, and which reach takes it in. */
type Postponed = { dimension: ComparedDimension; until: "rollups" | "all" };

export type Read = {
  whole: GroupSums;
  dimensions: DimensionSums[];
  postponed: Postponed[];
  /** What would take too long. */
  leftOut: ComparedDimension[];
};

const MOST_READ_WHOLE = 2_000_000;
/** Each property beyond the sixteenth reads every request once more: so many may be read for all of them together. */
const MOST_EXTRA_READS = 20_000_000;
/** Of these so many are asked for in one statement, which may take no longer than any other. */
const EXTRA_AT_A_TIME = 4;

type Asked = { dimension: ComparedDimension; answer: Answer };

/** Both periods by every dimension, in one snapshot: whatever it is grouped by, the sums are the same. */
export async function readGroups(context: QueryContext, input: ReadGroups): Promise<Read> {
  const { filter, buckets, codes, dimensions, mostReadWhole = MOST_READ_WHOLE } = input;
  const ask = { filter, range: buckets.range, metrics: GROUP_METRICS, buckets: buckets.starts };
  const questions: Grouped[] = [
    { ...ask, fields: [], groups: [] },
    ...dimensions.map(({ field, group }) => ({ ...ask, fields: [field], groups: [group] })),
  ];
  return answerAll(context, questions, codes, async (reader, [whole, ...answers], askFurther) => {
    if (whole === undefined) throw new RangeError("the whole was asked for first");
    const [all] = await execute<GroupRow>(reader, rowsOf(whole.groups, null, input));
    const sums = all === undefined ? NOTHING : groupSums(all);
    const scanned = Number(sums.before.requests + sums.after.requests);
    const asked = dimensions.flatMap((dimension, index): Asked[] => {
      const answer = answers[index];
      return answer === undefined ? [] : [{ dimension, answer }];
    });
    const answerable = asked.filter(({ dimension }) => scanned <= mostReadWhole || !isReadWhole(dimension));
    const postponed = answerable.flatMap((each): Postponed[] => {
      const until = postponedUntil(each, scanned, input);
      return until === null ? [] : [{ dimension: each.dimension, until }];
    });
    const now = answerable.filter((each) => postponedUntil(each, scanned, input) === null);
    const found = new Map<ComparedDimension, DimensionSums>();
    const keep = (sums: readonly DimensionSums[], read: readonly Asked[]) => {
      for (const [index, { dimension }] of read.entries()) {
        const own = sums[index];
        if (own !== undefined) found.set(dimension, own);
      }
    };
    const narrow = now.filter(({ dimension }) => dimension.readFrom === "facts");
    const few = narrow.filter((each) => !hasMany(each));
    keep(await readFew(reader, few, input), few);
    for (const each of narrow.filter(hasMany)) {
      keep([await readManyValues(reader, askFurther, each.dimension, input)], [each]);
    }
    for (const { asked, read } of readsOfDetails(now, scanned, sums, input)) {
      const sums = await unlessTooSlow(reader, (inner) => read(inner, askFurther), input.patienceMs);
      // What comes after it would take as long.
      if (sums === null) break;
      keep(sums, asked);
    }
    return {
      whole: sums,
      dimensions: dimensions.flatMap((dimension) => found.get(dimension) ?? []),
      postponed,
      leftOut: asked.flatMap(({ dimension }) =>
        found.has(dimension) || postponed.some((each) => each.dimension === dimension) ? [] : [dimension],
      ),
    };
  });
}

/** Nothing but a look at every request tells its values. */
function isReadWhole({ readFrom }: ComparedDimension): boolean {
  return readFrom === "scan" || readFrom === "extra";
}

function postponedUntil(each: Asked, scanned: number, input: ReadGroups): Postponed["until"] | null {
  if (each.dimension.readFrom !== "facts") return scanned > input.mostOpened ? "all" : null;
  if (scanned <= input.mostScanned) return null;
  if (each.answer.choice.source === "facts") return "all";
  return input.leavesMany && each.answer.manyValues ? "rollups" : null;
}

/** Values that have no codes, as those of a merged property, are read like few ones. */
function hasMany({ dimension, answer }: Asked): boolean {
  return answer.manyValues && dimension.fieldId !== null;
}

/** Dimensions of few values, in one statement. */
async function readFew(reader: Reader, few: readonly Asked[], input: ReadGroups): Promise<DimensionSums[]> {
  if (few.length === 0) return [];
  const statements = few.map(({ dimension, answer }, which) => valueRows(dimension, which, answer.groups, input));
  const rows = await execute<GroupRow>(reader, sql.join(statements, sql` union all `));
  return few.map(({ dimension }, which) => sumsOf(dimension, which, rows));
}

type DetailsRead = { asked: Asked[]; read: (reader: Reader, ask: Ask) => Promise<DimensionSums[]> };

/** What is read from the wide table, a statement each, the quickest first. */
function readsOfDetails(asked: readonly Asked[], scanned: number, whole: GroupSums, input: ReadGroups): DetailsRead[] {
  const from = (place: ComparedDimension["readFrom"]) => asked.filter(({ dimension }) => dimension.readFrom === place);
  const sparse = from("sparse").map((each): DetailsRead => {
    return {
      asked: [each],
      read: async (reader, ask) => [await readSparse(reader, ask, each.dimension, whole, input)],
    };
  });
  const scan = from("scan");
  const dimensions = scan.map(({ dimension }) => dimension);
  const scans: DetailsRead[] =
    scan.length === 0 ? [] : [{ asked: scan, read: (reader, ask) => readScanned(reader, ask, dimensions, input) }];
  const most = Math.floor(MOST_EXTRA_READS / Math.max(1, scanned));
  const extra = from("extra").slice(0, most);
  const extras: DetailsRead[] = [];
  for (let at = 0; at < extra.length; at += EXTRA_AT_A_TIME) {
    const some = extra.slice(at, at + EXTRA_AT_A_TIME);
    extras.push({ asked: some, read: (reader) => readFew(reader, some, input) });
  }
  return [...sparse, ...scans, ...extras];
}
