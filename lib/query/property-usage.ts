import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { fieldOfKey } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext, type Reader } from "./context";
import {
  type Found,
  fromSlots,
  fromTexts,
  type PropertyUsage,
  type Scan,
  type Slotted,
  textsOfExtra,
  textsOfMerged,
  type UsageRow,
  usageOf,
} from "./property-usage-scan";
import { resolveFields } from "./resolve-fields";
import { groupingOf, textColumn } from "./sql/columns";
import { matchingFacts } from "./sql/filter-clause";
import type { Grouped } from "./sql/grouped";

export type PropertyUsageInput = {
  properties: readonly { key: string; leftOut: boolean }[];
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
): Promise<Map<string, PropertyUsage>> {
  const { filter, range, buckets, total, countedUpTo = COUNTED_UP_TO } = input;
  const fields = input.properties.map(({ key }) => fieldOfKey(key));
  const codes = await resolveFields(context, filter, fields);
  const properties = input.properties.map((property) => {
    const column = textColumn(fieldOfKey(property.key), codes);
    return { ...property, column, ...groupingOf(column) };
  });
  const slotted = properties.flatMap(({ column, ...property }): Slotted[] =>
    column.kind === "code" ? [{ ...property, column: column.column }] : [],
  );
  const merged = properties.filter(({ column }) => column.kind === "merged");
  const large = total > countedUpTo;
  const scan: Scan = {
    buckets,
    samplePercent: large ? Math.min(100, (100 * SAMPLE) / total) : undefined,
    total,
    matching: (part, reads) => matchingFacts({ projectId: codes.projectId, ...range, filter, reads, ...part }, codes),
  };
  const coded = properties.filter(({ column }) => column.kind === "code" || column.kind === "merged");
  const rolled = coded.filter(({ leftOut }) => !(large && leftOut));
  const questions = rolled.map(({ key, value }): Grouped => {
    return { filter, range, fields: [fieldOfKey(key)], groups: [value], buckets, metrics: ["requests", "cost"] };
  });
  const found = await answerAll(context, questions, codes, async (reader, answers) => {
    const inRollups = answers.flatMap(({ groups, factsMs }, index) => {
      const property = rolled[index];
      if (property === undefined || factsMs > MOST_FACTS_MS) return [];
      const tagged = property.column.kind === "code" ? sql`g0 <> 0` : sql`g0 is not null`;
      return [{ groups, tagged, key: property.key }];
    });
    const done = new Set(inRollups.map(({ key }) => key));
    const isLeft = ({ key }: { key: string }) => !done.has(key);
    const texts = merged.filter(isLeft).map(({ key, value }) => ({ key, text: value }));
    return [
      ...(await fromRollups(reader, inRollups)),
      ...(await fromSlots(reader, slotted.filter(isLeft), scan)),
      ...(texts.length === 0 ? [] : await fromTexts(reader, textsOfMerged(texts), scan)),
    ];
  });
  const beyond = properties.flatMap(({ key, column }) => (column.kind === "extra" ? [key] : []));
  const extra = beyond.length === 0 ? [] : await fromTexts(context, textsOfExtra(beyond), scan);
  return new Map([...extra, ...found]);
}

async function fromRollups(reader: Reader, answers: { groups: SQL; tagged: SQL; key: string }[]): Promise<Found[]> {
  if (answers.length === 0) return [];
  const selects = answers.map(
    (
      { groups, tagged },
      index,
    ) => sql`select ${sql.raw(String(index))} as which, bucket, sum(m0) as requests, sum(m1) as cost,
      count(distinct g0) as values from (${groups}) as used where ${tagged} group by grouping sets ((bucket), ())`,
  );
  const rows = await execute<UsageRow>(reader, sql.join(selects, sql` union all `));
  return answers.flatMap(({ key }, index) =>
    usageOf(
      key,
      rows.filter(({ which }) => which === index),
    ),
  );
}
