import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { details } from "@/db/schema";
import type { TextLeaf } from "@/lib/filters/filter";

/** Characters of a found place shown around what was found. */
const BEFORE = 20;
const AROUND = 200;

const PREVIEWS: SQL = sql`concat_ws(chr(10), ${details.requestPreview}, ${details.responsePreview})`;
/** What is searched: the kept text, else (search off, or stored before it was there) the beginnings of both sides. */
const SAID: SQL = sql`coalesce(${details.searchText}, ${PREVIEWS})`;

/** True or false, never null. Several values: any of them. Without one, nothing is known to be said or not said. */
export function searchClause(leaf: TextLeaf): SQL {
  const patterns = leaf.values.map((value) => `%${value.replace(/[\\%_]/g, "\\$&")}%`);
  const found = leaf.values.every(hasTrigram)
    ? sql.join(patterns.map(contains), sql` or `)
    : sql`${SAID} ilike any(${sql.param(patterns)}::text[])`;
  return leaf.op === "contains" ? sql`(${found})` : sql`(${SAID} <> '' and not (${found}))`;
}

/** The index knows three letters or digits in a row. For what has none (好, =>) it would be read from end to end. */
function hasTrigram(value: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(value);
}

/** Each of the two sides has its index where a day has one (db/search-index.ts); one expression for both would have none. */
function contains(pattern: string): SQL {
  return sql`(${details.searchText} is not null and ${details.searchText} ilike ${pattern}::text)
    or (${details.searchText} is null and ${PREVIEWS} ilike ${pattern}::text)`;
}

/** The stretch of what was said around the first place where one of the words is; null where none is. */
export function foundStretch(words: readonly string[]): SQL {
  if (words.length === 0) return sql`null::text`;
  const places = words.map((word) => sql`nullif(position(lower(${word}::text) in lower(${SAID})), 0)`);
  // Null when no word is found, and so is the stretch then.
  const place = sql`least(${sql.join(places, sql`, `)})`;
  return sql`case when ${place} > ${BEFORE}::int4 then '…' else '' end
    || substr(${SAID}, greatest(1, ${place} - ${BEFORE}::int4), ${AROUND}::int4)`;
}
