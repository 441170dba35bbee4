import type { Route } from "./route";
import { ForbiddenTargetError } from "./upstream-pools";

/** What the client is told when no answer came. */
export type UpstreamFailure = { status: number; message: string };

const TIMEOUTS = new Map([
  ["UND_ERR_CONNECT_TIMEOUT", "it did not accept a connection in time (FACET_CONNECT_TIMEOUT_MS)"],
  ["UND_ERR_HEADERS_TIMEOUT", "it did not answer in time (FACET_HEADERS_TIMEOUT_MS)"],
]);

/** Turns a transport error into a status and a message that says what to do. */
export function explainFailure(error: Error, route: Route): UpstreamFailure {
  const denied = findDenied(error);
  if (denied) return { status: 403, message: denied.message };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const where = `Facet could not reach ${route.provider.displayName} at ${route.origin}`;
  const timeout = TIMEOUTS.get(code);
  if (timeout !== undefined) return { status: 504, message: `${where}: ${timeout}.` };
  if (code.startsWith("UND_ERR_INVALID")) return { status: 400, message: `${where}: ${error.message}.` };
  return { status: 502, message: `${where}: ${reasonOf(error)}.` };
}

/** With several addresses tried, each failure is inside an AggregateError. */
function findDenied(error: Error): ForbiddenTargetError | null {
  if (error instanceof ForbiddenTargetError) return error;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.find((cause) => cause instanceof ForbiddenTargetError) ?? null;
}

/** The last line of what went wrong, for people and for the record. */
export function reasonOf(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error.message || error.name;
}
