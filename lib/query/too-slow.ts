import { TOO_SLOW } from "@/lib/filters/too-slow";

/** Postgres' word for a statement that was ended: by its timeout, or from outside. */
export const QUERY_CANCELED = "57014";

/** A statement took longer than one may (lib/query/database.ts). */
export class TooSlowError extends Error {
  /** Next hands nothing else of an error to the browser, and this as it is. */
  readonly digest = TOO_SLOW;
  constructor(cause: unknown) {
    super("The statement took too long.", { cause });
  }
}

/** The code of the innermost error: Drizzle wraps what the driver throws. */
export function postgresCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.cause !== undefined) return postgresCode(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : null;
}
