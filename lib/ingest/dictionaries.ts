import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { arrayOf } from "@/db/array-literal";
import type { Database } from "@/db/client";
import { readGeneration } from "./vocabulary-generation";

/** A value of a field: the field is a property's id or one of FIELD_IDS. */
export type Term = { fieldId: number; value: string };

export type Dictionaries = {
  /** The generation that what is looked up from now on counts under. */
  generation: (projectId: number) => Promise<number>;
  /** Codes of the terms; unknown ones are made. Committed at once: an aborted batch leaves them, unused. */
  intern: (projectId: number, terms: Term[]) => Promise<Interned>;
  /** Looks everything of the project up again: unused entries were marked. */
  forget: (projectId: number) => void;
};

/** Codes by `termKey`, and the generation under which they may be stored (`holdGenerations`). */
type Interned = { codes: Map<string, number>; generation: number };

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

  const generations = new Map<number, number>();

  async function currentGeneration(projectId: number): Promise<number> {
    const generation = generations.get(projectId) ?? (await readGeneration(database, projectId));
    generations.set(projectId, generation);
    return generation;
  }

  async function intern(projectId: number, terms: Term[]): Promise<Interned> {
    // Before any of the codes: what is marked later begins another one.
    const generation = await currentGeneration(projectId);
    const cacheKey = (key: string) => `${projectId}/${generation}:${key}`;
    const codes = new Map<string, number>();
    const missing = new Map<string, Term>();
    for (const term of terms) {
      const key = termKey(term);
      const code = cache.get(cacheKey(key));
      if (code === undefined) missing.set(key, term);
      else codes.set(key, code);
    }
    if (missing.size === 0) return { codes, generation };
    for (const [key, code] of await findOrMake(database, projectId, [...missing.values()])) {
      codes.set(key, code);
      cache.set(cacheKey(key), code);
    }
    return { codes, generation };
  }

  return { generation: currentGeneration, intern, forget: (projectId) => void generations.delete(projectId) };
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

/** Entries that are marked for removal are found only once the mark is gone: until then they may disappear. */
async function findInto(codes: Map<string, number>, database: Database, projectId: number, terms: HashedTerm[]) {
  const rows = await database.execute<{ place: number; code: number; marked: boolean }>(sql`
    select term.place::int4 as place, dictionary.code, dictionary.unused_mark is not null as marked
    from unnest(${arrayOf("int4", terms.map(fieldOf))}, ${arrayOf("bytea", terms.map(hashOf))})
      with ordinality as term (field_id, value_hash, place)
    join dictionary on dictionary.project_id = ${projectId}::int4
      and dictionary.field_id = term.field_id and dictionary.value_hash = term.value_hash`);
  const kept = await unmark(database, projectId, terms, rows);
  for (const { place, code, marked } of rows) {
    const term = terms[place - 1];
    if (term && (!marked || kept.has(code))) codes.set(termKey(term), code);
  }
}

type Row = { place: number; code: number; marked: boolean };

async function unmark(database: Database, projectId: number, terms: HashedTerm[], rows: Row[]): Promise<Set<number>> {
  const marked = rows.filter((row) => row.marked);
  if (marked.length === 0) return new Set();
  const fields = [...new Set(marked.flatMap(({ place }) => terms[place - 1]?.fieldId ?? []))];
  const kept = await database.execute<{ code: number }>(sql`update dictionary set unused_mark = null
    where project_id = ${projectId}::int4 and field_id = any(${arrayOf("int4", fields)})
      and code = any(${arrayOf(
        "int4",
        marked.map(({ code }) => code),
      )}) returning code`);
  return new Set(kept.map(({ code }) => code));
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
