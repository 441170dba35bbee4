import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { propertyField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext, type Reader } from "./context";
import {
  type Found,
  fromExtra,
  fromSlots,
  type PropertyUsage,
  type Scan,
  type Slotted,
  type UsageRow,
  usageOf,
} from "./property-usage-scan";
import { type FieldCodes, type KnownProperty, leavesOf } from "./resolve-fields";
import { readsDetails, SLOT_COLUMNS } from "./sql/columns";
import { matchingFacts } from "./sql/filter-clause";
import type { Grouped } from "./sql/grouped";

export type PropertyUsageInput = {
  properties: readonly (KnownProperty & { leftOut: boolean })[];
  filter: Filter | null;
  range: ResolvedRange;
  /** Starts of the buckets of `points`. */
  buckets: readonly Date[];
  /** Requests in range and filter. */
  total: number;
  /** So many requests are counted one by one where rollups do not answer; of more, a sample is read. */
  countedUpTo?: number;
};

const COUNTED_UP_TO = 100_000;
/** More than the running hour and the one before it: each property would read it again, a scan reads it for all. */
const MOST_FACTS_MS = 3 * 3_600_000;
/** Requests in a sample, roughly: coverage is right within half a percent then. */
const SAMPLE = 50_000;

/** How much each property is used, by key; one that nothing carries is missing. */
export async function propertyUsage(
  context: QueryContext,
  input: PropertyUsageInput,
  codes: FieldCodes,
): Promise<Map<string, PropertyUsage>> {
  const { properties, filter, range, buckets, total, countedUpTo = COUNTED_UP_TO } = input;
  const slotted = properties.flatMap(({ key, slot, leftOut }): Slotted[] => {
    const column = slot === null ? undefined : SLOT_COLUMNS[slot - 1];
    return column === undefined ? [] : [{ key, column, leftOut }];
  });
  const all = new Map(properties.map((property) => [property.key, property]));
  const known = { ...codes, properties: new Map([...all, ...codes.properties]) };
  const large = total > countedUpTo;
  const fields = leavesOf(filter).map(({ field }) => field);
  const scan: Scan = {
    buckets,
    samplePercent: large ? Math.min(100, (100 * SAMPLE) / total) : undefined,
    total,
    matching: (part, withDetails) =>
      matchingFacts(
        {
          projectId: codes.projectId,
          ...range,
          filter,
          needsDetails: withDetails || readsDetails(fields, codes),
          ...part,
        },
        codes,
      ),
  };
  const rolled = slotted.filter(({ leftOut }) => !(large && leftOut));
  const questions = rolled.map(({ key, column }): Grouped => {
    return {
      ...{ filter, range, fields: [propertyField(key)], groups: [sql`${column}`], buckets },
      metrics: ["requests", "cost"],
    };
  });
  const found = await answerAll(context, questions, known, async (reader, answers) => {
    const inRollups = answers.flatMap(({ groups, factsMs }, index) =>
      factsMs > MOST_FACTS_MS ? [] : [{ groups, key: rolled[index]?.key ?? "" }],
    );
    const done = new Set(inRollups.map(({ key }) => key));
    const left = slotted.filter(({ key }) => !done.has(key));
    return [...(await fromRollups(reader, inRollups)), ...(await fromSlots(reader, left, scan))];
  });
  const extra = properties.some(({ slot }) => slot === null) ? await fromExtra(context, scan) : [];
  return new Map([...extra, ...found]);
}

async function fromRollups(reader: Reader, answers: { groups: SQL; key: string }[]): Promise<Found[]> {
  if (answers.length === 0) return [];
  const selects = answers.map(
    ({ groups }, index) => sql`select ${sql.raw(String(index))} as which, bucket, sum(m0) as requests, sum(m1) as cost,
      count(distinct g0) as values from (${groups}) as used where g0 <> 0 group by grouping sets ((bucket), ())`,
  );
  const rows = await execute<UsageRow>(reader, sql.join(selects, sql` union all `));
  return answers.flatMap(({ key }, index) =>
    usageOf(
      key,
      rows.filter(({ which }) => which === index),
    ),
  );
}
