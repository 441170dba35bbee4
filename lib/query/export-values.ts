import "server-only";
import { sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { figuresOf, type PropertyFigures } from "./property-figures";
import { TABLE_METRICS } from "./property-table";
import { resolveFields } from "./resolve-fields";
import { dimensionGrouping } from "./sql/dimension-grouping";
import { matchingFacts } from "./sql/filter-clause";
import type { Grouped } from "./sql/grouped";
import { SEEN_COLUMNS } from "./sql/seen";
import type { Dimension } from "./types";

/** One value with everything known of it; `value` null: untagged. */
export type ExportedValue = PropertyFigures & { value: string | null; users: number; lastSeen: Date | null };

type ExportValues = {
  field: Dimension;
  filter: Filter | null;
  range: ResolvedRange;
  orderBy: Extract<Metric, (typeof TABLE_METRICS)[number]> | "value";
  direction: "asc" | "desc";
  /** Values handed over at once; default 1,000. */
  batch?: number;
};

const BATCH = 1000;
/** `is not distinct from`, in a form that can be hashed: there may be 100,000 groups on both sides. */
const SAME_GROUP = sql`(seen_group is null) = (g0 is null) and coalesce(seen_group::text, '') = coalesce(g0::text, '')`;

/**
 * Hands over every value, Untagged last, a batch at a time and the next one only when `write` is done: however many there
 * are, few are in memory. Together they are every request in range and filter, in one snapshot of the data.
 */
export async function exportValues(
  context: QueryContext,
  input: ExportValues,
  write: (values: ExportedValue[]) => Promise<void>,
): Promise<void> {
  const { field, filter, range, orderBy, direction, batch = BATCH } = input;
  const codes = await resolveFields(context, filter, [field]);
  const grouping = dimensionGrouping(field, codes);
  const { tagged, text, join } = grouping.read(sql`g0`);
  const grouped: Grouped = {
    ...{ filter, range, fields: [field], groups: [grouping.value], metrics: TABLE_METRICS, buckets: null },
  };
  const scope = { projectId: codes.projectId, ...range, filter, reads: [field] };
  const seen = sql`select ${grouping.value} as seen_group, ${SEEN_COLUMNS.users} as users,
    extract(epoch from max(${facts.createdAt})) * 1000 as last_seen ${matchingFacts(scope, codes)} group by 1`;
  const order = orderBy === "value" ? sql`value` : sql.identifier(`m${TABLE_METRICS.indexOf(orderBy)}`);
  await answerAll(context, [grouped], codes, async (reader, [answer]) => {
    if (answer === undefined) return;
    await execute(
      reader,
      sql`declare exported_values no scroll cursor for
        select * from (
          select groups.*, users, last_seen, ${tagged} as tagged, case when ${tagged} then ${text} end as value
          from (${answer.groups}) as groups left join (${seen}) as seen on ${SAME_GROUP}${join}
        ) as exported order by tagged desc, ${order} ${sql.raw(direction)} nulls last, value, g0`,
    );
    for (;;) {
      const rows = await execute<Row>(reader, sql`fetch forward ${sql.raw(String(batch))} from exported_values`);
      if (rows.length > 0) await write(rows.map(exportedValue));
      if (rows.length < batch) return;
    }
  });
}

type Row = { value: string | null; users: string | null; last_seen: string | null; [metric: string]: unknown };

function exportedValue(row: Row): ExportedValue {
  const metrics = new Map<Metric, number | null>(
    TABLE_METRICS.map((metric, index) => [metric, metricValue(metric, row[`m${index}`])]),
  );
  return {
    value: row.value,
    ...figuresOf(metrics),
    users: Number(row.users ?? 0),
    lastSeen: row.last_seen === null ? null : new Date(Number(row.last_seen)),
  };
}
