import "server-only";
import { type Database, openDatabase } from "@/db/client";
import { readEnv } from "@/env";

/** Longer than any page may take; the REST API answers 503 then. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than an export may sort. */
const SILENCE_MS = 330_000;

// On globalThis: `next dev` evaluates this module again on every reload and must not open a pool each time.
const shared: typeof globalThis & { facetReadDatabase?: Database } = globalThis;

/** The pool of the read side, opened with the first question. */
export function readDatabase(): Database {
  shared.facetReadDatabase ??= open();
  return shared.facetReadDatabase;
}

function open(): Database {
  const env = readEnv();
  if (env.DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set: start the dashboard with `npm start`.");
  return openDatabase(env.DATABASE_URL, {
    pool: env.FACET_DATABASE_POOL,
    name: "facet-dashboard",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
  });
}
