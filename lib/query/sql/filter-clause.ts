import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { details, dictionary, facts } from "@/db/schema";
import { type Filter, isLeaf, type Leaf, type StringLeaf } from "@/lib/filters/filter";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { type TextColumn, textColumn } from "./columns";
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
  switch (leaf.field) {
    case "status":
      return statusClause(leaf);
    case "text":
      return searchClause(leaf);
    case "cost":
    case "latency":
    case "ttft":
    case "input_tokens":
    case "output_tokens":
    case "total_tokens":
      return numberClause(leaf);
    default:
      return textClause(leaf, textColumn(leaf.field, codes), codes);
  }
}

function textClause(leaf: StringLeaf, column: TextColumn, codes: FieldCodes): SQL {
  if (column.kind === "code") return codeClause(leaf, column, codes);
  if (column.kind === "extra") return extraClause(leaf, column.key);
  return leaf.op === "is_unset" ? sql`true` : sql`false`;
}

function codeClause(leaf: StringLeaf, { column, fieldId }: TextColumn & { kind: "code" }, codes: FieldCodes): SQL {
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
          and ${patternTest(leaf, sql`${dictionary.value}`)})`;
      return isNegative(leaf) ? sql`(${column} <> 0 and not ${found})` : found;
    }
  }
}

function extraClause(leaf: StringLeaf, key: string): SQL {
  const carries = sql`(${details.extra} is not null and ${details.extra} ? ${key}::text)`;
  const value = sql`${details.extra} ->> ${key}::text`;
  // `@>` can use the index over `extra`; the values are spelled out one by one for that.
  const among = () =>
    sql.join(
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
      const found = patternTest(leaf, sql`(${value})`);
      return isNegative(leaf) ? sql`(${carries} and not (${found}))` : sql`(${carries} and ${found})`;
    }
  }
}

function isNegative({ op }: StringLeaf): boolean {
  return op === "not_contains" || op === "not_starts_with" || op === "not_matches";
}

/** Whether the value fits one of the patterns, in any case; regular expressions are bounded by lib/filters/pattern.ts. */
function patternTest(leaf: StringLeaf, value: SQL): SQL {
  if (leaf.op === "matches" || leaf.op === "not_matches") {
    return sql`${value} ~* any(${sql.param(leaf.values)}::text[])`;
  }
  return sql`${value} ilike any(${sql.param(patterns(leaf))}::text[])`;
}

function patterns(leaf: StringLeaf): string[] {
  const lead = leaf.op === "contains" || leaf.op === "not_contains" ? "%" : "";
  return leaf.values.map((value) => `${lead}${value.replace(/[\\%_]/g, "\\$&")}%`);
}

/** Rows of one project in a stretch of time that match; `details` is joined only when a property lives there. */
export function matchingFacts(
  scope: {
    projectId: number;
    from: Date;
    to: Date;
    filter: Filter | null;
    needsDetails: boolean;
    /** Reads only this many percent of the table, always the same ones. Absent: all of it. */
    samplePercent?: number;
  },
  codes: FieldCodes,
): SQL {
  const from = sql`${scope.from.toISOString()}::timestamptz`;
  const to = sql`${scope.to.toISOString()}::timestamptz`;
  // The range is said for both tables: partitions are not pruned through a join.
  const join = scope.needsDetails
    ? sql` left join ${details} on ${details.projectId} = ${scope.projectId}
        and ${details.createdAt} >= ${from} and ${details.createdAt} < ${to}
        and ${details.createdAt} = ${facts.createdAt} and ${details.id} = ${facts.id}`
    : sql``;
  const sample =
    scope.samplePercent === undefined
      ? sql``
      : sql` tablesample system (${scope.samplePercent}::float4) repeatable (1::float8)`;
  return sql`from ${facts}${sample}${join} where ${facts.projectId} = ${scope.projectId}
    and ${facts.createdAt} >= ${from} and ${facts.createdAt} < ${to} and ${filterClause(scope.filter, codes)}`;
}
