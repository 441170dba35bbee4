import { rootCause, sqlState } from "@/db/sql-state";

/** SQLSTATE classes in which the data is at fault: data exception, integrity violation, program limit exceeded. */
const DATA_CLASSES = new Set(["22", "23", "54"]);

/** True when writing the same record again can only fail again; false for everything that may pass: no connection, no disk. */
export function isDataError(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return DATA_CLASSES.has(state.slice(0, 2));
  return error instanceof RangeError || error instanceof TypeError;
}

/**
 * True for a row whose day has no partition: somebody dropped it after we made it. By the code alone, which check
 * constraints share, of which there are none here: the server may tell it in any language.
 */
export function isMissingPartition(error: unknown): boolean {
  return sqlState(error) === "23514";
}

/** One line that says what Postgres said. */
export function describeError(error: unknown): string {
  const cause = rootCause(error);
  return cause.message || String(error);
}
