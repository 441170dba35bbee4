import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { errorCondition } from "@/db/error-condition";
import { OUTCOMES, type Outcome } from "@/db/outcome";
import { facts } from "@/db/schema";
import type { StatusLeaf } from "@/lib/filters/filter";

const outcome = (name: Outcome) => sql`${facts.outcome} = ${sql.raw(String(OUTCOMES.indexOf(name)))}`;

/** What counts as an error, everywhere: the answer broke off, or a failing status that is not the client's leaving. */
export const IS_ERROR = errorCondition(sql`${facts.status}`, sql`${facts.outcome}`);

const WORDS = new Map<string, SQL>([
  ["error", IS_ERROR],
  ["cancelled", outcome("cancelled")],
  ["interrupted", outcome("interrupted")],
  ["unreachable", outcome("unreachable")],
]);

export function statusClause(leaf: StatusLeaf): SQL {
  const among = sql.join(leaf.values.map(oneStatus), sql` or `);
  return leaf.op === "is" ? sql`(${among})` : sql`not (${among})`;
}

function oneStatus(value: string): SQL {
  const word = WORDS.get(value);
  if (word !== undefined) return word;
  if (/^\dxx$/.test(value)) {
    const first = Number(value[0]) * 100;
    return sql`${facts.status} between ${first}::smallint and ${first + 99}::smallint`;
  }
  return sql`${facts.status} = ${Number(value)}::smallint`;
}
