import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { details } from "@/db/schema";
import { type PropertyField, propertyField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext, type Reader } from "./context";
import { propertySummary } from "./property-summary";
import { allProperties, type FieldCodes, type KnownProperty, leavesOf, resolveFields } from "./resolve-fields";
import { SLOT_COLUMNS } from "./sql/columns";
import { matchingFacts } from "./sql/filter-clause";
import { type Grouped, readsDetails } from "./sql/grouped";

export type PropertyOverview = {
  key: string;
  displayName: string;
  /** Requests in the range that carry it, and their share of all (0 to 1). */
  requests: number;
  coverage: number;
  /** Different values in the range. */
  values: number;
};

/** All properties of the project by coverage, those that nothing in the range carries included. */
export async function listProperties(
  context: QueryContext,
  { filter, range }: { filter: Filter | null; range: ResolvedRange },
): Promise<PropertyOverview[]> {
  const codes = await resolveFields(context, filter);
  const properties = await allProperties(context);
  const { requests: total } = await propertySummary(context, { filter, range });
  const scope = { projectId: context.project.id, ...range, filter, needsDetails: true };
  const usage = [
    ...(await slotUsage(context, properties, { filter, range }, codes)),
    ...(await extraUsage(context, properties, matchingFacts(scope, codes))),
  ];
  const found = new Map(usage.map((each) => [each.key, each]));
  return properties
    .map(({ key, displayName }): PropertyOverview => {
      const requests = Number(found.get(key)?.requests ?? 0);
      const values = Number(found.get(key)?.values ?? 0);
      return { key, displayName, requests, coverage: total === 0 ? 0 : requests / total, values };
    })
    .sort((a, b) => b.requests - a.requests);
}

type Usage = { key: string; requests: string; values: string };

type Slotted = { key: string; field: PropertyField; column: PgColumn };

/** Of each property with a slot, from rollups where they hold it; one scan of facts for all others. */
async function slotUsage(
  context: QueryContext,
  properties: KnownProperty[],
  { filter, range }: Pick<Grouped, "filter" | "range">,
  codes: FieldCodes,
): Promise<Usage[]> {
  const slotted = properties.flatMap(({ key, slot }): Slotted[] => {
    const column = slot === null ? undefined : SLOT_COLUMNS[slot - 1];
    return column === undefined ? [] : [{ key, field: propertyField(key), column }];
  });
  const questions = slotted.map(({ field, column }): Grouped => {
    return { filter, range, fields: [field], groups: [sql`${column}`], metrics: ["requests"], buckets: null };
  });
  const all = new Map(properties.map((property) => [property.key, property]));
  const known = { ...codes, properties: new Map([...all, ...codes.properties]) };
  return answerAll(context, questions, known, async (reader, answers) => {
    const isScanned = (_: unknown, index: number) => answers[index]?.choice.source === "facts";
    const scanned = slotted.filter(isScanned);
    const counts = answers.flatMap(({ groups, choice }, index) => {
      if (choice.source === "facts") return [];
      return [
        sql`select ${sql.raw(String(index))} as which, sum(m0) as requests, count(*) as values
          from (${groups}) as used where g0 <> 0`,
      ];
    });
    const found = counts.length === 0 ? [] : await execute<UsageRow>(reader, sql.join(counts, sql` union all `));
    const scan = { projectId: codes.projectId, ...range, filter, needsDetails: readsDetails(fieldsOf(filter), codes) };
    return [...named(found, slotted), ...named(await scanSlots(reader, scanned, matchingFacts(scan, codes)), scanned)];
  });
}

type UsageRow = { which: number; requests: string | null; values: string };

const fieldsOf = (filter: Filter | null) => leavesOf(filter).map(({ field }) => field);

function named(rows: readonly UsageRow[], slotted: readonly Slotted[]): Usage[] {
  return rows.flatMap(({ which, requests, values }) => {
    const key = slotted[which]?.key;
    return key === undefined || requests === null ? [] : [{ key, requests, values }];
  });
}

/** One scan counts the values of every slot: each grouping set knows a row by the one slot that is not null. */
async function scanSlots(reader: Reader, slotted: readonly Slotted[], matching: SQL): Promise<UsageRow[]> {
  const [first] = slotted;
  if (first === undefined) return [];
  const columns = slotted.map(({ column }) => sql`${column}`);
  if (columns.length === 1) {
    // Without grouping sets Postgres can use several processes: it is often the one property with too many values.
    return execute<UsageRow>(
      reader,
      sql`select 0 as which, sum(n) as requests, count(*) as values
        from (select ${first.column} as code, count(*) as n ${matching} group by 1) as used where code <> 0`,
    );
  }
  const sets = columns.map((column) => sql`(${column})`);
  const which = columns.map((column, index) => sql`when grouping(${column}) = 0 then ${sql.raw(String(index))}`);
  return execute<UsageRow>(
    reader,
    sql`select which, sum(n) as requests, count(*) as values from (
        select case ${sql.join(which, sql` `)} end as which, coalesce(${sql.join(columns, sql`, `)}) as code, count(*) as n
        ${matching} group by grouping sets (${sql.join(sets, sql`, `)})
      ) as used where code <> 0 group by which`,
  );
}

async function extraUsage(context: QueryContext, properties: KnownProperty[], matching: SQL): Promise<Usage[]> {
  if (properties.every(({ slot }) => slot !== null)) return [];
  return execute<Usage>(
    context,
    sql`select pair.key, count(*) as requests, count(distinct pair.value) as values
      from (select ${details.extra} as extra ${matching}) as tagged, jsonb_each_text(tagged.extra) as pair
      group by pair.key`,
  );
}

export type PropertyName = { key: string; displayName: string };

/** Names only: cheap, for columns, chips and pickers. In order of first use. */
export async function listPropertyNames(context: QueryContext): Promise<PropertyName[]> {
  const properties = await allProperties(context);
  return properties.map(({ key, displayName }) => ({ key, displayName }));
}
