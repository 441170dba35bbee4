import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { details, dictionary, facts } from "@/db/schema";
import { type Field, isNumberField } from "@/lib/filters/fields";
import {
  type ChoiceLeaf,
  conjuncts,
  type Filter,
  isLeaf,
  type Leaf,
  type NumberLeaf,
  type StringLeaf,
} from "@/lib/filters/filter";
import type { Rename } from "@/lib/query/aliases";
import { type FieldCodes, leavesOf, sentValues } from "@/lib/query/resolve-fields";
import { readsDetails, type TextColumn, textColumn } from "./columns";
import { mergedJoins, renamedText } from "./merged-text";
import { numberClause } from "./number-clause";
import { searchClause } from "./search-clause";
import { statusClause } from "./status-clause";

/** The condition of a filter. Each is true or false, never null, so that `not` is the plain complement. */
export function filterClause(filter: Filter | null, codes: FieldCodes): SQL {
  if (filter === null) return sql`true`;
  if (isLeaf(filter)) return leafClause(filter, codes);
  if ("not" in filter) return sql`not (${filterClause(filter.not, codes)})`;
  const [children, glue] = "and" in filter ? [filter.and, sql` and `] : [filter.or, sql` or `];
  const parts = children.map((child) => filterClause(child, codes));
  return sql`(${sql.join(parts, glue)})`;
}

function leafClause(leaf: Leaf, codes: FieldCodes): SQL {
  if (leaf.field === "status") return statusClause(leaf);
  if (leaf.field === "text") return searchClause(leaf);
  if (isNumberLeaf(leaf)) return numberClause(leaf);
  return textClause(leaf, textColumn(leaf.field, codes), codes);
}

function isNumberLeaf(leaf: Leaf): leaf is NumberLeaf {
  return isNumberField(leaf.field);
}

type ValueLeaf = StringLeaf | ChoiceLeaf;

function textClause(leaf: ValueLeaf, column: TextColumn, codes: FieldCodes): SQL {
  if (column.kind === "code") return codeClause(leaf, column, codes);
  if (column.kind === "detail") return detailClause(leaf, column);
  if (column.kind === "extra") return extraClause(leaf, column.key);
  if (column.kind === "merged") return mergedClause(leaf, column, codes);
  return leaf.op === "is_unset" ? sql`true` : sql`false`;
}

function detailClause(leaf: ValueLeaf, { value, column }: TextColumn & { kind: "detail" }): SQL {
  const set = sql`${column} is not null`;
  const among = sql`${value} = any(${sql.param(leaf.values)}::text[])`;
  switch (leaf.op) {
    case "is":
      return sql`(${set} and ${among})`;
    case "is_not":
      return sql`(${set} and not (${among}))`;
    case "is_set":
      return set;
    case "is_unset":
      return sql`${column} is null`;
    default: {
      const found = patternTest(leaf, value);
      return sql`(${set} and ${isNegative(leaf) ? sql`not (${found})` : found})`;
    }
  }
}

/** Of a merged property the first part counts that a request carries: a later one only where those before are unset. */
function mergedClause(leaf: ValueLeaf, { property, sources }: TextColumn & { kind: "merged" }, codes: FieldCodes): SQL {
  const parts = sources.map(({ sent, stored }) => {
    const clause = (each: ValueLeaf) =>
      stored.kind === "code"
        ? codeClause(each, stored, codes, sent.renames)
        : extraClause(each, stored.key, sent.renames);
    const values = leaf.op === "is" || leaf.op === "is_not" ? sentValues(property, sent, leaf.values) : leaf.values;
    return { found: clause({ ...leaf, values }), unset: clause({ ...leaf, op: "is_unset", values: [] }) };
  });
  const unset = parts.map((part) => part.unset);
  if (leaf.op === "is_unset") return sql`(${sql.join(unset, sql` and `)})`;
  const first = parts.map(({ found }, index) => sql`(${sql.join([...unset.slice(0, index), found], sql` and `)})`);
  return sql`(${sql.join(first, sql` or `)})`;
}

function codeClause(
  leaf: ValueLeaf,
  { column, fieldId }: TextColumn & { kind: "code" },
  codes: FieldCodes,
  renames: readonly Rename[] = [],
): SQL {
  const known = codes.values.get(fieldId);
  const wanted = leaf.values.flatMap((value) => known?.get(value) ?? []);
  switch (leaf.op) {
    case "is":
      // int4 like the column: another width would silently skip the index over the slots.
      return wanted.length === 0 ? sql`false` : sql`${column} = any(${sql.param(wanted)}::int[])`;
    case "is_not":
      return sql`${column} <> all(${sql.param([0, ...wanted])}::int[])`;
    case "is_set":
      return sql`${column} <> 0`;
    case "is_unset":
      return sql`${column} = 0`;
    default: {
      const found = sql`${column} in (select ${dictionary.code} from ${dictionary}
        where ${dictionary.projectId} = ${codes.projectId} and ${dictionary.fieldId} = ${fieldId}
          and ${patternTest(leaf, renamedText(dictionary.value, renames))})`;
      return isNegative(leaf) ? sql`(${column} <> 0 and not ${found})` : found;
    }
  }
}

function extraClause(leaf: ValueLeaf, key: string, renames: readonly Rename[] = []): SQL {
  const carries = sql`(${details.extra} is not null and ${details.extra} ? ${key}::text)`;
  const value = sql`${details.extra} ->> ${key}::text`;
  // `@>` can use the index over `extra`; the values are spelled out one by one for that.
  const among = () =>
    leaf.values.length === 0
      ? sql`false`
      : sql.join(
          leaf.values.map((each) => sql`${details.extra} @> jsonb_build_object(${key}::text, ${each}::text)`),
          sql` or `,
        );
  switch (leaf.op) {
    case "is":
      return sql`(${details.extra} is not null and (${among()}))`;
    case "is_not":
      return sql`(${carries} and not (${among()}))`;
    case "is_set":
      return carries;
    case "is_unset":
      return sql`not ${carries}`;
    default: {
      const found = patternTest(leaf, sql`(${renamedText(sql`(${value})`, renames)})`);
      return isNegative(leaf) ? sql`(${carries} and not (${found}))` : sql`(${carries} and ${found})`;
    }
  }
}

function isNegative({ op }: ValueLeaf): boolean {
  return op === "not_contains" || op === "not_starts_with" || op === "not_matches";
}

/** Whether the value fits one of the patterns, in any case; regular expressions are bounded by lib/filters/pattern.ts. */
function patternTest(leaf: ValueLeaf, value: SQL): SQL {
  if (leaf.op === "matches" || leaf.op === "not_matches") {
    return sql`${value} ~* any(${sql.param(leaf.values)}::text[])`;
  }
  return sql`${value} ilike any(${sql.param(patterns(leaf))}::text[])`;
}

function patterns(leaf: ValueLeaf): string[] {
  const lead = leaf.op === "contains" || leaf.op === "not_contains" ? "%" : "";
  return leaf.values.map((value) => `${lead}${value.replace(/[\\%_]/g, "\\$&")}%`);
}

/**
 * Only a row of details can say what is looked for. An outer join would keep Postgres from beginning with them, by the index
 * over what was said; of other conditions it finds that out itself.
 */
function kindOfJoin(filter: Filter | null): SQL {
  const searches = conjuncts(filter).some((part) => isLeaf(part) && part.field === "text" && part.op === "contains");
  return searches ? sql`inner` : sql`left`;
}

/** Rows of one project in a stretch of time that match; what is not in facts is joined only where it is read. */
export function matchingFacts(
  scope: {
    projectId: number;
    from: Date;
    to: Date;
    filter: Filter | null;
    /** Fields that are read beside those of the filter. */
    reads: readonly Field[];
    /** Reads only this many percent of the table, always the same ones. Absent: all of it. */
    samplePercent?: number;
  },
  codes: FieldCodes,
): SQL {
  const from = sql`${scope.from.toISOString()}::timestamptz`;
  const to = sql`${scope.to.toISOString()}::timestamptz`;
  // The range is said for both tables: partitions are not pruned through a join.
  const fields = [...scope.reads, ...leavesOf(scope.filter).map(({ field }) => field)];
  const join = readsDetails(fields, codes)
    ? sql` ${kindOfJoin(scope.filter)} join ${details} on ${details.projectId} = ${scope.projectId}
        and ${details.createdAt} >= ${from} and ${details.createdAt} < ${to}
        and ${details.createdAt} = ${facts.createdAt} and ${details.id} = ${facts.id}`
    : sql``;
  const sample =
    scope.samplePercent === undefined
      ? sql``
      : sql` tablesample system (${scope.samplePercent}::float4) repeatable (1::float8)`;
  return sql`from ${facts}${sample}${join}${mergedJoins(scope.reads, codes)} where ${facts.projectId} = ${scope.projectId}
    and ${facts.createdAt} >= ${from} and ${facts.createdAt} < ${to} and ${filterClause(scope.filter, codes)}`;
}
