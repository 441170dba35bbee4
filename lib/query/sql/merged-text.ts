import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { details, dictionary } from "@/db/schema";
import { type Field, isDimensionField } from "@/lib/filters/fields";
import type { Rename } from "@/lib/query/aliases";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { type MergedSource, textColumn } from "./columns";

/**
 * The text of a merged property: that of its first part that the request carries, null when it carries none. Needs
 * `mergedJoins`.
 */
export function mergedText(sources: readonly MergedSource[]): SQL {
  const texts = sources.map(({ sent, stored }) =>
    stored.kind === "code"
      ? sql`${joinName(sent.id)}.merged_value`
      : renamedText(sql`(${details.extra} ->> ${stored.key}::text)`, sent.renames),
  );
  // A cast, since a single part may be a bare `case` of parameters.
  return sql`coalesce(${sql.join(texts, sql`, `)})::text`;
}

/** Joins to facts (or to what stands for them) the texts of all codes that merged properties among the fields are read from. */
export function mergedJoins(fields: readonly Field[], codes: FieldCodes): SQL {
  const joins = new Map<number, SQL>();
  for (const field of fields) {
    if (!isDimensionField(field) || field === "status") continue;
    const column = textColumn(field, codes);
    if (column.kind !== "merged") continue;
    for (const { sent, stored } of column.sources) {
      if (stored.kind !== "code") continue;
      const name = joinName(sent.id);
      // Renamed once per value of the dictionary, not once per request.
      joins.set(
        sent.id,
        sql` left join (select ${dictionary.code} as merged_code, ${renamedText(dictionary.value, sent.renames)} as merged_value
          from ${dictionary} where ${dictionary.projectId} = ${codes.projectId} and ${dictionary.fieldId} = ${stored.fieldId}
        ) as ${name} on ${name}.merged_code = ${stored.column}`,
      );
    }
  }
  return sql.join([...joins.values()]);
}

/** What a stored text is read as. */
export function renamedText(text: SQL | typeof dictionary.value, renames: readonly Rename[]): SQL {
  if (renames.length === 0) return sql`${text}`;
  const cases = renames.map(({ from, to }) => sql`when ${from}::text then ${to}::text`);
  return sql`case ${text} ${sql.join(cases, sql` `)} else ${text} end`;
}

const joinName = (id: number) => sql.identifier(`merged_${id}`);
