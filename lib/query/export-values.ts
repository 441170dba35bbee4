import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue, usd } from "./money";
import { figuresOf, type PropertyFigures } from "./property-figures";
import { type PropertyTableSort, TABLE_METRICS } from "./property-table";
import { resolveFields } from "./resolve-fields";
import { changedFigure, changeOrder, isChange } from "./sql/change-order";
import { dimensionGrouping } from "./sql/dimension-grouping";
import { matchingFacts } from "./sql/filter-clause";
import type { Grouped } from "./sql/grouped";
import { seenColumn } from "./sql/seen";
import { takenInTime } from "./taken-in-time";
import type { Dimension } from "./types";

/** One value with everything known of it; `value` null: untagged. `before`: null where nothing is compared. */
export type ExportedValue = PropertyFigures & {
  value: string | null;
  users: number;
  lastSeen: Date | null;
  before: { requests: number; cost: number | null } | null;
};

type ExportValues = {
  field: Dimension;
  filter: Filter | null;
  range: ResolvedRange;
  /** Compared with, value by value; without one, nothing is. */
  previous?: ResolvedRange | null;
  /** By a change, values that were there only in the period before have a line too. */
  orderBy: PropertyTableSort;
  direction: "asc" | "desc";
  /** Values handed over at once; default 1,000. */
  batch?: number;
  /** So long `write` may take. */
  stalledMs?: number;
};

const BATCH = 1000;
const BEFORE = ["requests", "cost"] as const satisfies Metric[];
/** Of a value that is gone nothing is counted. */
const METRIC_COLUMNS = sql.join(
  TABLE_METRICS.map((_, index) => sql`now.${sql.identifier(`m${index}`)}`),
  sql`, `,
);
/** `is not distinct from`, in a form that can be hashed: there may be 100,000 groups on both sides. */
const sameGroup = (a: SQL, b: SQL) =>
  sql`(${a} is null) = (${b} is null) and coalesce(${a}::text, '') = coalesce(${b}::text, '')`;

/**
 * Hands over every value, Untagged last, a batch at a time and the next one only when `write` is done: however many there
 * are, few are in memory. Together they are every request in range and filter, in one snapshot of the data. Throws when
 * `write` takes longer than two minutes: the snapshot holds a connection.
 */
export async function exportValues(
  context: QueryContext,
  input: ExportValues,
  write: (values: ExportedValue[]) => Promise<void>,
): Promise<void> {
  const { field, filter, range, previous = null, batch = BATCH, stalledMs } = input;
  const codes = await resolveFields(context, filter, [field, "user"]);
  const grouping = dimensionGrouping(field, codes);
  const { tagged, text, join } = grouping.read(sql`g0`);
  const part = { filter, fields: [field], groups: [grouping.value], buckets: null };
  const questions: Grouped[] = [
    { ...part, range, metrics: TABLE_METRICS },
    ...(previous === null ? [] : [{ ...part, range: previous, metrics: BEFORE }]),
  ];
  const scope = { projectId: codes.projectId, ...range, filter, reads: [field, "user"] as const };
  const seen = sql`select ${grouping.value} as seen_group, ${seenColumn("users", codes)} as users,
    extract(epoch from max(${facts.createdAt})) * 1000 as last_seen ${matchingFacts(scope, codes)} group by 1`;
  await answerAll(context, questions, codes, async (reader, [now, before]) => {
    if (now === undefined) return;
    const nothing = sql`select g0, null::bigint as m0, null::numeric as m1 from now where false`;
    // Only a change brings in values that are gone, as in the table; what is untagged has a line only if there is any.
    const joined = sql.raw(isChange(input.orderBy) ? "full join" : "left join");
    await execute(
      reader,
      sql`declare exported_values no scroll cursor for
        with now as materialized (${now.groups}), before as materialized (${before?.groups ?? nothing})
        select * from (
          select compared.*, ${tagged} as tagged, case when ${tagged} then ${text} end as value from (
            select coalesce(now.g0, before.g0) as g0, ${METRIC_COLUMNS}, now.m0 is null as gone, users, last_seen,
              case when exists (select from before) then coalesce(before.m0, 0) end as requests_before,
              case when before.m0 is null then 0 else before.m1 end as cost_before
            from now ${joined} before on ${sameGroup(sql`before.g0`, sql`now.g0`)}
              left join (${seen}) as seen on ${sameGroup(sql`seen_group`, sql`now.g0`)}
          ) as compared${join}
        ) as exported where tagged or not gone order by tagged desc, ${orderOf(input)}, value, g0`,
    );
    for (;;) {
      const rows = await execute<Row>(reader, sql`fetch forward ${sql.raw(String(batch))} from exported_values`);
      if (rows.length > 0) await takenInTime(write(rows.map(exportedValue)), stalledMs);
      if (rows.length < batch) return;
    }
  });
}

function orderOf({ orderBy, direction }: ExportValues): SQL {
  const names: readonly string[] = TABLE_METRICS;
  const metric = (name: PropertyTableSort) => sql.identifier(names.includes(name) ? `m${names.indexOf(name)}` : name);
  if (!isChange(orderBy)) return sql`${metric(orderBy)} ${sql.raw(direction)} nulls last`;
  const figure = changedFigure(orderBy);
  const now = sql`case when gone then 0 else ${metric(figure)} end`;
  return changeOrder(now, sql`${sql.identifier(`${figure}_before`)}`, direction);
}

type Row = {
  value: string | null;
  gone: boolean;
  users: string | null;
  last_seen: string | null;
  requests_before: string | null;
  cost_before: string | null;
  [metric: string]: unknown;
};

function exportedValue(row: Row): ExportedValue {
  const metrics = new Map<Metric, number | null>(
    TABLE_METRICS.map((metric, index) => [metric, metricValue(metric, row[`m${index}`])]),
  );
  return {
    value: row.value,
    ...figuresOf(row.gone ? new Map([["cost", 0]]) : metrics),
    users: Number(row.users ?? 0),
    lastSeen: row.last_seen === null ? null : new Date(Number(row.last_seen)),
    before: row.requests_before === null ? null : { requests: Number(row.requests_before), cost: usd(row.cost_before) },
  };
}
