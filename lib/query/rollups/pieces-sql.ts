import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { GRAINS, type Grain } from "@/db/rollup-schema";
import { facts } from "@/db/schema";
import { IS_ERROR } from "@/lib/query/sql/status-clause";
import type { Covered, Stretch } from "./cover";
import type { Plan } from "./plan";
import type { RollupField } from "./rollup-fields";
import { splitHistograms, splitSums, valueHistograms, valueSums } from "./value-sums-sql";

/** What is read: a plan's pieces, with the columns of these fields. */
export type Pieces = {
  projectId: number;
  fields: readonly RollupField[];
  plan: Plan;
  /** Only these values, untagged and all others together are told apart; null: each value. */
  split: readonly number[] | null;
};

// Of the types of rollups' columns: only then are the branches one scan to the planner, which several processes can share.
const SUMS_OF_FACT = sql`1, (${IS_ERROR})::int, (${facts.cost} is null)::int, ${facts.cost}, ${facts.costInput},
  ${facts.costOutput}, ${facts.costCacheRead}, ${facts.costCacheWrite}, ${facts.inputTokens}::bigint,
  ${facts.outputTokens}::bigint, ${facts.latencyMs}::bigint, ${facts.ttftMs}::bigint, (${facts.ttftMs} is not null)::int`;
const SUMS_OF_CELL = sql`requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write,
  input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count`;
const HISTOGRAM_OF_CELL = sql`1, latency_histogram`;
const UNION_ALL = sql` union all `;

/**
 * Rows that are filtered and grouped by the very expressions made for facts: fields are in columns named like those of
 * facts. Some rows stand for many requests (cells of rollups), some for one. `bucket` is the place of the row's stretch.
 */
export function sumPieces(pieces: Pieces): SQL {
  const ofValues = pieces.split === null ? valueSums(pieces) : splitSums(pieces, pieces.split);
  return sql.join(
    [...cellBranches(pieces, SUMS_OF_CELL), ...ofValues, ...factBranches(pieces, SUMS_OF_FACT)],
    UNION_ALL,
  );
}

/** Cells with a `sign` (what is to be taken away has -1) and their `latency_histogram`; null when the plan reads none. */
export function cellHistograms(pieces: Pieces): SQL | null {
  const ofValues = pieces.split === null ? valueHistograms(pieces) : splitHistograms(pieces, pieces.split);
  return union([...cellBranches(pieces, HISTOGRAM_OF_CELL), ...ofValues]);
}

/** Single requests, each with a `sign` and its `latency_bucket`; null when the plan reads none. */
export function factLatencies(pieces: Pieces): SQL | null {
  return union(factBranches(pieces, sql`1, ${facts.latencyBucket}`));
}

const union = (branches: SQL[]) => (branches.length === 0 ? null : sql.join(branches, UNION_ALL));

function cellBranches(pieces: Pieces, columns: SQL): SQL[] {
  const { days, hours } = pieces.plan;
  return [cellBranch(pieces, GRAINS.day, days, columns), cellBranch(pieces, GRAINS.hour, hours, columns)].flat();
}

function cellBranch({ projectId, fields }: Pieces, grain: Grain, cells: Covered["cells"], columns: SQL): SQL[] {
  if (cells.length === 0) return [];
  const codes = [sql`code_a`, sql`code_b`];
  const named = fields.flatMap(({ columns }, index) =>
    columns.map(({ name, fromCode }) => sql`${fromCode(codes[index] ?? sql`0`)} as ${sql.identifier(name)}, `),
  );
  const starts = cells.map(({ start }) => new Date(start).toISOString());
  const branch = sql`select cell.bucket, ${sql.join(named)}${columns} from rollups
    join unnest(${sql.param(starts)}::text[]::timestamptz[], ${sql.param(cells.map(({ bucket }) => bucket))}::int[])
      as cell (start, bucket) on rollups.start = cell.start
    where project_id = ${projectId} and grain = ${grain}::smallint
      and field_a = ${fields[0]?.id ?? 0} and field_b = ${fields[1]?.id ?? 0}`;
  return [branch];
}

function factBranches({ projectId, fields, plan }: Pieces, columns: SQL): SQL[] {
  const named = fields.flatMap(({ columns }) => columns.map(({ name }) => sql`${sql.identifier(name)}, `));
  return plan.facts.map(
    ({ from, to, bucket }: Stretch) => sql`select ${sql.raw(String(bucket))}, ${sql.join(named)}${columns} from ${facts}
      where ${facts.projectId} = ${projectId} and ${facts.createdAt} >= ${moment(from)} and ${facts.createdAt} < ${moment(to)}`,
  );
}

const moment = (milliseconds: number) => sql`${new Date(milliseconds).toISOString()}::timestamptz`;
