import "server-only";
import { sql } from "drizzle-orm";
import { rollupFields } from "@/db/rollup-schema";
import { properties } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import { bucketStarts, chooseGranularity, type ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { usd } from "./money";
import { propertySummary } from "./property-summary";
import { propertyUsage } from "./property-usage";
import type { PropertyUsage } from "./property-usage-scan";
import { isListed } from "./resolve-fields";

export type PropertyOverview = {
  key: string;
  displayName: string;
  description: string | null;
  pinned: boolean;
  /** Requests in the range that carry it, and their share of all (0 to 1). */
  requests: number;
  coverage: number;
  /** USD of these requests; null: none of them is priced. */
  cost: number | null;
  /** Different values in the range. */
  values: number;
  /** Every figure is an estimate from a sample: counting all values of such a property would take long. */
  estimated: boolean;
  /** It has too many values to be listed one by one: charts and tables show the top ones. */
  manyValues: boolean;
  /** Requests that carry it, one per bucket of the automatic granularity. */
  points: number[];
};

export type ListPropertiesInput = {
  filter: Filter | null;
  range: ResolvedRange;
  /** Requests in range and filter, for whoever has counted them already. */
  total?: number;
};

const MANY_VALUES = 1000;

/**
 * The properties of the project that are not hidden, pinned ones first, then by coverage; those that nothing in the range
 * carries are included.
 */
export async function listProperties(
  context: QueryContext,
  { filter, range, total: known }: ListPropertiesInput,
): Promise<PropertyOverview[]> {
  const shown = await shownProperties(context);
  const buckets = bucketStarts(range, chooseGranularity(range), context.project.timeZone);
  const total = known ?? (await propertySummary(context, { filter, range })).requests;
  const usage = await propertyUsage(context, { properties: shown, filter, range, buckets, total });
  return shown
    .map(({ key, displayName, description, pinned, leftOut }): PropertyOverview => {
      const found: PropertyUsage = usage.get(key) ?? NOTHING;
      const requests = Math.min(total, found.requests);
      return {
        ...{ key, displayName, description, pinned, requests },
        coverage: total === 0 ? 0 : requests / total,
        cost: usd(found.cost),
        values: found.values,
        estimated: found.estimated,
        manyValues: leftOut || found.values > MANY_VALUES,
        points: buckets.map((_, index) => found.points.get(index) ?? 0),
      };
    })
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.requests - a.requests);
}

const NOTHING: PropertyUsage = { requests: 0, cost: 0, values: 0, estimated: false, points: new Map() };

type ShownProperty = {
  id: number;
  key: string;
  displayName: string;
  description: string | null;
  slot: number | null;
  pinned: boolean;
  /** It had too many values for rollups. */
  leftOut: boolean;
};

async function shownProperties(context: QueryContext): Promise<ShownProperty[]> {
  const project = context.project.id;
  return execute<ShownProperty>(
    context,
    sql`select id, key, display_name as "displayName", description, slot, pinned_at is not null as pinned,
        exists (select from ${rollupFields} where ${rollupFields.projectId} = ${project}
          and ${rollupFields.fieldId} = ${properties.id} and ${rollupFields.state} in ('sums', 'none')) as "leftOut"
      from ${properties} where ${isListed(project)} order by id`,
  );
}

export type PropertyName = { key: string; displayName: string };

/** Names only: cheap, for columns, chips and pickers. In order of first use, without hidden and merged ones. */
export async function listPropertyNames(context: QueryContext): Promise<PropertyName[]> {
  return execute<PropertyName>(
    context,
    sql`select key, display_name as "displayName" from ${properties}
      where ${isListed(context.project.id)} order by id`,
  );
}
