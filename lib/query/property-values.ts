import "server-only";
import { sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import { storedKey } from "@/db/stored-property";
import { type Field, fieldOfKey, isChoiceField, isPropertyField, propertyKey } from "@/lib/filters/fields";
import { allOf, conjuncts, containing, type Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { followAliases, loadAliasRules } from "./aliases";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { leavesOf, resolveFields } from "./resolve-fields";
import type { Grouped } from "./sql/grouped";
import type { Dimension } from "./types";
import { rankValues } from "./value-groups";

type ValueCount = { value: string; requests: number };

export type PropertyValues = {
  /** Most used first. */
  values: ValueCount[];
  /** There are more than `limit`. */
  truncated: boolean;
};

export type ListValues = {
  field: Dimension;
  /** The field's own conditions are left out of it, so that other values can be chosen. */
  filter: Filter | null;
  range: ResolvedRange;
  /** Only values that contain this text. */
  search: string;
  limit: number;
};

/** The values of a field with how often each is used. */
export async function propertyValues(context: QueryContext, input: ListValues): Promise<PropertyValues> {
  const { field, range, search, limit } = input;
  const filter = await withoutField(context, input.filter, field);
  if (field === "status") return statusValues(context, { filter, range, search, limit });
  // What may be chosen is known: a list this short is searched by whoever shows it.
  const searched =
    search === "" || isChoiceField(field) ? filter : allOf([...conjuncts(filter), containing(field, search)]);
  const { groups, count } = await rankValues(context, {
    field,
    filter: searched,
    range,
    metrics: ["requests"],
    orderBy: "requests",
    direction: "desc",
    limit,
  });
  const values = groups.map(({ value, metrics }) => ({ value, requests: metrics[0] ?? 0 }));
  return { values, truncated: count > values.length };
}

/** Leaves out every condition at the top that is about this field alone, by whatever name it is read as this one. */
async function withoutField(context: QueryContext, filter: Filter | null, field: Dimension): Promise<Filter | null> {
  if (filter === null) return null;
  const { keyOf } = followAliases(await loadAliasRules(context, context.project.id));
  const read = (each: Field) => (isPropertyField(each) ? fieldOfKey(keyOf(storedKey(propertyKey(each)))) : each);
  const own = read(field);
  return allOf(conjuncts(filter).filter((part) => leavesOf(part).some((leaf) => read(leaf.field) !== own)));
}

async function statusValues(context: QueryContext, input: Omit<ListValues, "field">): Promise<PropertyValues> {
  const codes = await resolveFields(context, input.filter);
  const { filter, range } = input;
  const grouped = {
    ...{ filter, range, buckets: null },
    ...{ fields: ["status"], groups: [sql`${facts.status}`], metrics: ["requests"] },
  } satisfies Grouped;
  const { rows } = await answerGroups(context, grouped, codes, (reader, groups) =>
    execute<{ value: string; requests: string }>(
      reader,
      sql`select g0::text as value, m0 as requests from (${groups}) as groups order by m0 desc, g0`,
    ),
  );
  const values = rows.map(({ value, requests }) => ({ value, requests: Number(requests) }));
  const found = values.filter(({ value }) => value.includes(input.search));
  return { values: found.slice(0, input.limit), truncated: found.length > input.limit };
}
