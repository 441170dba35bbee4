import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { arrayOf } from "@/db/array-literal";
import type { Database } from "@/db/client";

/** A value of a field: the field is a property's id or one of FIELD_IDS. */
export type Term = { fieldId: number; value: string };

export type Dictionaries = {
  /** Codes of the terms, under `termKey`; unknown ones are made. Committed at once: an aborted batch leaves them, unused. */
  intern: (projectId: number, terms: Term[]) => Promise<Map<string, number>>;
};

export const termKey = (term: Term) => `${term.fieldId}:${term.value}`;

/** Of values and their overhead; about what the cache may take in memory. */
const CACHED_BYTES = 64 * 1024 * 1024;
const ENTRY_OVERHEAD = 150;

type HashedTerm = Term & { hash: Buffer };

/** Gives every string its code; remembers what it has seen committed. */
export function openDictionaries(database: Database): Dictionaries {
  const cache = new LRUCache<string, number>({
    maxSize: CACHED_BYTES,
    sizeCalculation: (_code, key) => ENTRY_OVERHEAD + 2 * key.length,
  });

  async function intern(projectId: number, terms: Term[]): Promise<Map<string, number>> {
    const codes = new Map<string, number>();
    const missing = new Map<string, Term>();
    for (const term of terms) {
      const key = termKey(term);
      const code = cache.get(`${projectId}:${key}`);
      if (code === undefined) missing.set(key, term);
      else codes.set(key, code);
    }
    if (missing.size === 0) return codes;
    for (const [key, code] of await findOrMake(database, projectId, [...missing.values()])) {
      codes.set(key, code);
      cache.set(`${projectId}:${key}`, code);
    }
    return codes;
  }

  return { intern };
}

async function findOrMake(database: Database, projectId: number, terms: Term[]): Promise<Map<string, number>> {
  const sorted = terms.map((term) => ({ ...term, hash: hashValue(term.value) })).sort(compareTerms);
  const codes = new Map<string, number>();
  await findInto(codes, database, projectId, sorted);
  const missing = sorted.filter((term) => !codes.has(termKey(term)));
  if (missing.length === 0) return codes;
  // Only what is missing, since each attempt uses up a code, conflict or not; and in one order, or two writers deadlock.
  await database.execute(sql`
    insert into dictionary (project_id, field_id, value, value_hash)
    select ${projectId}::int4, field_id, value, value_hash
    from unnest(${arrayOf("int4", missing.map(fieldOf))}, ${arrayOf("text", missing.map(textOf))}, ${arrayOf("bytea", missing.map(hashOf))})
      as term (field_id, value, value_hash)
    on conflict do nothing`);
  await findInto(codes, database, projectId, missing);
  return codes;
}

async function findInto(codes: Map<string, number>, database: Database, projectId: number, terms: HashedTerm[]) {
  const rows = await database.execute<{ place: number; code: number }>(sql`
    select term.place::int4 as place, dictionary.code
    from unnest(${arrayOf("int4", terms.map(fieldOf))}, ${arrayOf("bytea", terms.map(hashOf))})
      with ordinality as term (field_id, value_hash, place)
    join dictionary on dictionary.project_id = ${projectId}::int4
      and dictionary.field_id = term.field_id and dictionary.value_hash = term.value_hash`);
  for (const { place, code } of rows) {
    const term = terms[place - 1];
    if (term) codes.set(termKey(term), code);
  }
}

const fieldOf = (term: HashedTerm) => term.fieldId;
const textOf = (term: HashedTerm) => term.value;
const hashOf = (term: HashedTerm) => term.hash;

/** As db/schema.ts says: SHA-256 of the UTF-8 bytes. */
function hashValue(value: string): Buffer {
  return createHash("sha256").update(value, "utf8").digest();
}

function compareTerms(one: HashedTerm, other: HashedTerm): number {
  return one.fieldId - other.fieldId || one.hash.compare(other.hash);
}
