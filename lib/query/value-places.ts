import "server-only";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { dictionary } from "@/db/schema";
import { execute, type QueryContext } from "./context";
import { resolveFields } from "./resolve-fields";
import { type TextColumn, textColumn, type ValueField } from "./sql/columns";

/** Colours in the scale of data. */
const PLACES = 10;

/**
 * Each value's place in the colour scale (0 to 9), the same in every chart of every page, whatever range or filter: the
 * first ten values a field was ever seen with own one place each, in that order, and every later one is given one by its
 * dictionary code. A value that has no code (a property without a slot) is given one by its text. Places move only when
 * the retention deletes one of the first ten. Two later values may share a place: `valueColors` tells them apart. Oldest first.
 */
export async function valuePlaces(
  context: QueryContext,
  field: ValueField,
  values: readonly string[],
): Promise<Map<string, number>> {
  if (values.length === 0) return new Map();
  const codes = await resolveFields(context, null, [field]);
  const fieldId = dictionaryOf(textColumn(field, codes));
  if (fieldId === null) return new Map(values.map((value) => [value, placeOfText(value)]));
  const scope = sql`${dictionary.projectId} = ${codes.projectId} and ${dictionary.fieldId} = ${fieldId}`;
  const hashes = values.map((value) => hashOf(value).toString("hex"));
  const rows = await execute<{ value: string; place: number }>(
    context,
    sql`with first as (select code, (row_number() over (order by code) - 1)::int as place from (
          select ${dictionary.code} as code from ${dictionary} where ${scope} order by ${dictionary.code} limit ${PLACES}
        ) as oldest)
      select ${dictionary.value} as value, coalesce(first.place, ${dictionary.code} % ${PLACES}::int) as place
      from ${dictionary} left join first on first.code = ${dictionary.code}
      where ${scope} and ${dictionary.valueHash} in (
        select decode(hash, 'hex') from unnest(${sql.param(hashes)}::text[]) as wanted (hash))
      order by ${dictionary.code}`,
  );
  const places = new Map(rows.map(({ value, place }) => [value, place]));
  for (const value of values) if (!places.has(value)) places.set(value, placeOfText(value));
  return places;
}

/** Of a merged property that of its own key, so that a merge changes no colour. */
function dictionaryOf(column: TextColumn): number | null {
  if (column.kind === "code") return column.fieldId;
  if (column.kind !== "merged") return null;
  const own = column.sources.find(({ sent }) => sent.id === column.property.id)?.stored;
  return own?.kind === "code" ? own.fieldId : null;
}

function placeOfText(value: string): number {
  return hashOf(value).readUInt32BE(0) % PLACES;
}

function hashOf(value: string): Buffer {
  return createHash("sha256").update(value, "utf8").digest();
}
