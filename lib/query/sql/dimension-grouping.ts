import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { dictionary, facts } from "@/db/schema";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import type { Dimension } from "@/lib/query/types";
import { groupingOf, textColumn } from "./columns";

/** How requests are grouped by a dimension, and how a group is read again. */
export type DimensionGrouping = {
  /** What facts or details hold: a code, a status or the text itself. */
  value: SQL;
  untagged: SQL;
  arrayType: SQL;
  /** Of a column that holds groups: the condition that it is a value, its text, and the join the text needs. */
  read: (group: SQL) => { tagged: SQL; text: SQL; join: SQL };
};

/** A status is never untagged; a property that no request has carried always is. */
export function dimensionGrouping(dimension: Dimension, codes: FieldCodes): DimensionGrouping {
  if (dimension === "status") {
    const read = (group: SQL) => ({ tagged: sql`true`, text: sql`${group}::text`, join: sql`` });
    return { value: sql`${facts.status}`, untagged: sql`false`, arrayType: sql`smallint[]`, read };
  }
  const column = textColumn(dimension, codes);
  const grouping = groupingOf(column);
  if (column.kind !== "code") {
    return { ...grouping, read: (group) => ({ tagged: taggedText(group), text: sql`${group}::text`, join: sql`` }) };
  }
  // Codes become text only after grouping, for one row per value.
  const joined = (group: SQL) => sql` left join ${dictionary} on ${dictionary.projectId} = ${codes.projectId}
    and ${dictionary.fieldId} = ${column.fieldId} and ${dictionary.code} = ${group}`;
  return {
    ...grouping,
    read: (group) => ({ tagged: sql`${group} <> 0`, text: sql`${dictionary.value}`, join: joined(group) }),
  };

  function taggedText(group: SQL): SQL {
    return column.kind === "unknown" ? sql`false` : sql`${group} is not null`;
  }
}

/** Two groups: what a request is to a choice of values (`value`, `other`, `untagged`), and which of them it carries. */
export function splitGroups(
  { value, untagged, arrayType }: Omit<DimensionGrouping, "read">,
  values: readonly (number | string)[],
): [kind: SQL, raw: SQL] {
  const shown = sql`${value} = any(${sql.param([...values])}::${arrayType})`;
  return [
    sql`case when ${untagged} then 'untagged' when ${shown} then 'value' else 'other' end`,
    sql`case when ${shown} and not ${untagged} then ${value} end`,
  ];
}
