import { type SQL, sql } from "drizzle-orm";
import { OUTCOMES, type Outcome } from "./outcome";

const codeOf = (outcome: Outcome) => sql.raw(String(OUTCOMES.indexOf(outcome)));

/** What counts as an error, everywhere: the answer broke off, or a failing status that is not the client's leaving. */
export function errorCondition(status: SQL, outcome: SQL): SQL {
  return sql`(${outcome} = ${codeOf("interrupted")} or (${status} >= 400 and ${outcome} <> ${codeOf("cancelled")}))`;
}
