import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { resolveFields } from "./resolve-fields";
import { type Change, changedFigure, changeOrder } from "./sql/change-order";
import { dimensionGrouping } from "./sql/dimension-grouping";
import type { RankValues, ValueGroup } from "./value-groups";

type RankChanges = Pick<RankValues, "field" | "filter" | "range" | "direction" | "limit" | "offset"> & {
  /** The period before. */
  previous: ResolvedRange;
  change: Change;
};

type Ranked = { text: string | null; raw: number | string; count: string };

/**
 * Values of a field by how much more or less there is of them than in the period before, and how many there are; those that
 * are gone are among them. Both periods are read in one snapshot. Untagged is no value.
 */
export async function rankChanges(
  context: QueryContext,
  input: RankChanges,
): Promise<{ groups: ValueGroup[]; count: number }> {
  const { field, filter, change, direction } = input;
  const codes = await resolveFields(context, filter, [field]);
  const grouping = dimensionGrouping(field, codes);
  const { tagged, text, join } = grouping.read(sql`g0`);
  const questions = [input.range, input.previous].map((range) => {
    const metrics = [changedFigure(change)];
    return { filter, range, fields: [field], groups: [grouping.value], metrics, buckets: null };
  });
  const rows = await answerAll(context, questions, codes, async (reader, [now, before]) => {
    if (now === undefined || before === undefined) throw new RangeError("two questions have two answers");
    // Texts only of what is shown: there may be 100,000 values.
    const order = sql`${changeOrder(sql`now_figure`, sql`before_figure`, direction)}, g0`;
    const values = (groups: SQL) => sql`select g0, m0, true as here from (${groups}) as groups where ${tagged}`;
    return execute<Ranked>(
      reader,
      sql`select ${text} as text, g0 as raw, count from (
          select *, count(*) over () as count from (
            select g0, case when now.here then now.m0 else 0 end as now_figure,
              case when before.here then before.m0 else 0 end as before_figure
            from (${values(now.groups)}) as now full join (${values(before.groups)}) as before using (g0)
          ) as compared order by ${order} limit ${input.limit} offset ${input.offset ?? 0}
        ) as ranked${join} order by ${order}`,
    );
  });
  const groups = rows.map((row) => ({ value: row.text ?? "", raw: row.raw, metrics: [] }));
  return { groups, count: Number(rows[0]?.count ?? 0) };
}
