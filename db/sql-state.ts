/** Drizzle wraps what the driver threw. */
export function rootCause(error: unknown): Error {
  let cause = error instanceof Error ? error : new Error(String(error));
  while (cause.cause instanceof Error) cause = cause.cause;
  return cause;
}

/** The code of an error that Postgres told of (`23514`); null for any other error. */
export function sqlState(error: unknown): string | null {
  const cause = rootCause(error);
  if (!("code" in cause) || typeof cause.code !== "string") return null;
  return /^[0-9A-Z]{5}$/.test(cause.code) ? cause.code : null;
}
