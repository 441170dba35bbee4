import postgres from "postgres";
import { z } from "zod";
import { UserError } from "./user-error";

const OLDEST = 150_000;
const CONNECT_SECONDS = 5;

/** What decides whether Facet can use a Postgres. */
export type DatabaseFacts = z.infer<typeof factsSchema>;

const factsSchema = z.object({
  version: z.coerce.number(),
  shown: z.string(),
  schema: z.string().nullable(),
  may_create: z.boolean(),
  may_create_tables: z.boolean().nullable(),
  extension: z.enum(["installed", "available", "missing"]),
});

/** Makes sure that DATABASE_URL leads to a Postgres that Facet can use. Throws UserError with one line otherwise. */
export async function checkExternalDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: CONNECT_SECONDS, onnotice: () => {} });
  try {
    const [row] = await client`
      select current_setting('server_version_num') as version, current_setting('server_version') as shown,
        current_schema() as schema,
        has_database_privilege(current_database(), 'CREATE') as may_create,
        has_schema_privilege(current_schema(), 'CREATE') as may_create_tables,
        case when exists (select from pg_extension where extname = 'btree_gin') then 'installed'
          when exists (select from pg_available_extensions where name = 'btree_gin') then 'available'
          else 'missing' end as extension`;
    const user = decodeURIComponent(new URL(url).username) || "its user";
    const obstacle = findObstacle(factsSchema.parse(row), user);
    if (obstacle) throw new UserError(`DATABASE_URL: ${obstacle}`);
  } catch (error) {
    throw error instanceof UserError ? error : explain(error, url);
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** Why Facet cannot use this Postgres and what to do; null when it can. */
export function findObstacle(facts: DatabaseFacts, user: string): string | null {
  if (facts.version < OLDEST) {
    return `it is Postgres ${facts.shown}, Facet needs 15 or newer: upgrade it, or unset DATABASE_URL.`;
  }
  if (facts.extension === "missing") {
    return "this Postgres lacks the extension btree_gin: install its contrib package.";
  }
  if (facts.extension === "available" && !facts.may_create) {
    return `${user} may not create the extension btree_gin: run CREATE EXTENSION btree_gin as its owner, or GRANT CREATE ON DATABASE.`;
  }
  if (!facts.may_create || !facts.may_create_tables) {
    return `${user} may not create tables there: GRANT CREATE on the database and on schema ${facts.schema ?? "public"}.`;
  }
  return null;
}

/** By the error's code: SQLSTATE from Postgres, or Node's own. The password never shows. */
function explain(error: unknown, url: string): UserError {
  const { host, pathname, username } = new URL(url);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const database = decodeURIComponent(pathname.slice(1));
  const reasons: Record<string, string> = {
    "28P01": `the password of ${username} is wrong: correct DATABASE_URL`,
    "28000": `${message}: correct the user in DATABASE_URL, or add ?sslmode=require`,
    "3D000": `the database "${database}" does not exist: create it, or correct DATABASE_URL`,
    "53300": "the server has no connection left: raise its max_connections, or lower FACET_DATABASE_POOL",
    ENOTFOUND: "no such host: correct DATABASE_URL",
    ECONNREFUSED: "nothing answers there: start that Postgres, or correct DATABASE_URL",
    CONNECT_TIMEOUT: `no answer within ${CONNECT_SECONDS} s: start that Postgres, or correct DATABASE_URL`,
  };
  return new UserError(`DATABASE_URL (${host}/${database}): ${reasons[code] ?? message}.`);
}
