import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { ComparedDimension } from "./dimensions";
import { type DimensionSums, type GroupRow, groupSums, mostChanged, ROW_COLUMNS, rowsOf, textOf } from "./group-rows";
import type { ReadGroups } from "./read-groups";

/** The values of a dimension that changed most, of groups with the column `g0`: several such go into one statement. */
export function valueRows(dimension: ComparedDimension, which: number, groups: SQL, input: ReadGroups): SQL {
  const rows = mostChanged(rowsOf(groups, sql`g0`, input), input.metric);
  return sql`(select ${sql.raw(String(which))} as which, ${ROW_COLUMNS}, ${textOf(dimension, input.codes.projectId)} as text
    from (${rows}) as ranked)`;
}

/** What came of it, by its number. */
export function sumsOf(dimension: ComparedDimension, which: number, rows: readonly GroupRow[]): DimensionSums {
  const own = rows.filter((row) => row.which === which);
  const values = own.map((row) => ({ ...groupSums(row), text: row.text }));
  return { dimension, values, count: Number(own[0]?.count ?? 0) };
}
