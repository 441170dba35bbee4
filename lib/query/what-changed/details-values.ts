import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { allOf, conjuncts } from "@/lib/filters/filter";
import type { Ask } from "@/lib/query/answer-groups";
import { execute, type Reader, type SnapshotReader } from "@/lib/query/context";
import type { Grouped } from "@/lib/query/sql/grouped";
import { TooSlowError } from "@/lib/query/too-slow";
import { type ComparedDimension, isSparse } from "./dimensions";
import { sumsOf, valueRows } from "./few-values";
import { type DimensionSums, GROUP_METRICS, type GroupRow, groupSums, ROW_COLUMNS, rowsOf } from "./group-rows";
import type { ReadGroups } from "./read-groups";
import { type GroupSums, without } from "./sums";

/** Fields that most requests have, in one look at the wide table: by all of them together, then by each. */
export async function readScanned(
  reader: Reader,
  ask: Ask,
  dimensions: readonly ComparedDimension[],
  input: ReadGroups,
): Promise<DimensionSums[]> {
  const fields = dimensions.map(({ field }) => field);
  const groups = dimensions.map(({ group }) => group);
  const cells = await ask({ ...questionOf(input), fields, groups });
  const statements = dimensions.map((dimension, which) => valueRows(dimension, which, cellsBy(which), input));
  const rows = await execute<GroupRow>(
    reader,
    sql`with cells as materialized (${cells.groups}) ${sql.join(statements, sql` union all `)}`,
  );
  return dimensions.map((dimension, which) => sumsOf(dimension, which, rows));
}

/** One that few requests have: only these are read, and all others are what is left of the whole. */
export async function readSparse(
  reader: Reader,
  ask: Ask,
  dimension: ComparedDimension,
  whole: GroupSums,
  input: ReadGroups,
): Promise<DimensionSums> {
  const { field, group } = dimension;
  if (!isSparse(field)) throw new RangeError(`${field} has no index of its own`);
  const filter = allOf([...conjuncts(input.filter), { field, op: "is_set", values: [] }]);
  const tagged = await ask({ ...questionOf(input), filter, fields: [field], groups: [group] });
  const all = rowsOf(sql`select * from cells`, null, input);
  const rows = await execute<GroupRow>(
    reader,
    sql`with cells as materialized (${tagged.groups}) ${valueRows(dimension, 0, sql`select * from cells`, input)}
      union all select 1 as which, ${ROW_COLUMNS}, null as text from (select *, 0 as count from (${all}) as summed) as counted`,
  );
  const found = sumsOf(dimension, 0, rows);
  const together = rows.find(({ which }) => which === 1);
  const untagged = together === undefined ? whole : without(whole, groupSums(together));
  if (untagged.before.requests === 0n && untagged.after.requests === 0n) return found;
  return { dimension, values: [...found.values, { ...untagged, text: null }], count: found.count + 1 };
}

/** A statement may take so long here: whoever waits has an answer without it. */
const PATIENCE_MS = 15_000;

/** What `read` finds, or null when a statement of it takes too long; the snapshot stays usable in either case. */
export async function unlessTooSlow<T>(
  reader: SnapshotReader,
  read: (reader: Reader) => Promise<T>,
  ms = PATIENCE_MS,
): Promise<T | null> {
  try {
    return await reader.database.transaction(async (savepoint) => {
      await savepoint.execute(sql`set local statement_timeout = ${sql.raw(String(ms))}`);
      return read({ ...reader, database: savepoint });
    });
  } catch (error) {
    if (error instanceof TooSlowError) return null;
    throw error;
  }
}

function questionOf({ filter, buckets }: ReadGroups) {
  return { filter, range: buckets.range, metrics: GROUP_METRICS, buckets: buckets.starts } satisfies Partial<Grouped>;
}

/** The cells summed up by one of their groups. */
function cellsBy(which: number): SQL {
  const requests = sql.identifier(`m${GROUP_METRICS.indexOf("requests")}`);
  const columns = GROUP_METRICS.map((metric, index) => {
    const column = sql.identifier(`m${index}`);
    // An average is exact enough to be the sum again.
    const value =
      metric === "latency_avg" ? sql`sum(round(${column} * ${requests})) / sum(${requests})` : sql`sum(${column})`;
    return sql`${value} as ${column}`;
  });
  return sql`select bucket, ${sql.identifier(`g${which}`)} as g0, ${sql.join(columns, sql`, `)} from cells group by 1, 2`;
}
