import { and, eq, inArray, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { displayPropertyName } from "@/db/property-key";
import { properties } from "@/db/schema";

/** `slot`: 1 to 16, the column `slot_N` of facts; null: the property lives in `details.extra`. */
export type RegisteredProperty = { id: number; slot: number | null };

export type PropertyRegistry = {
  /** The properties with these canonical keys, made where missing; slots go by the order in which keys are given. */
  register: (projectId: number, wanted: Wanted[]) => Promise<Found>;
  /** Those of the keys that exist. */
  find: (projectId: number, keys: string[]) => Promise<Found>;
};

const SLOTS = 16;
const CACHED = 100_000;
/** A statement takes 65,535 parameters. */
const PER_STATEMENT = 5000;
/** Arbitrary, but the same everywhere; the second half of the lock is the project. */
const REGISTER_LOCK = 7_223_003;

type Wanted = { key: string; spelling: string };
type Found = Map<string, RegisteredProperty>;

/** Knows every property of every project; remembers what it has seen committed. */
export function openPropertyRegistry(database: Database): PropertyRegistry {
  const cache = new LRUCache<string, RegisteredProperty>({ max: CACHED });

  async function register(projectId: number, wanted: Wanted[]): Promise<Found> {
    const found: Found = new Map();
    const missing = new Map<string, Wanted>();
    for (const property of wanted) {
      const known = cache.get(cacheKey(projectId, property.key));
      if (known) found.set(property.key, known);
      else if (!missing.has(property.key)) missing.set(property.key, property);
    }
    if (missing.size === 0) return found;
    const unknown = [...missing.values()];
    for (let start = 0; start < unknown.length; start += PER_STATEMENT) {
      const chunk = unknown.slice(start, start + PER_STATEMENT);
      for (const [key, property] of await findOrMake(database, projectId, chunk)) {
        found.set(key, property);
        cache.set(cacheKey(projectId, key), property);
      }
    }
    return found;
  }

  return { register, find: (projectId, keys) => find(database, projectId, keys) };
}

const cacheKey = (projectId: number, key: string) => `${projectId}:${key}`;

async function findOrMake(database: Database, projectId: number, wanted: Wanted[]): Promise<Found> {
  const keys = wanted.map(({ key }) => key);
  const found = await find(database, projectId, keys);
  if (found.size === wanted.length) return found;
  return database.transaction(async (transaction) => {
    // One writer at a time per project: two could give one slot to two keys.
    await transaction.execute(sql`select pg_advisory_xact_lock(${REGISTER_LOCK}, ${projectId})`);
    const present = await find(transaction, projectId, keys);
    const missing = wanted.filter(({ key }) => !present.has(key));
    if (missing.length === 0) return present;
    const slots = await freeSlots(transaction, projectId);
    const rows = missing.map(({ key, spelling }, index) => ({
      projectId,
      key,
      displayName: displayPropertyName(spelling),
      slot: slots[index] ?? null,
    }));
    await transaction.insert(properties).values(rows);
    return find(transaction, projectId, keys);
  });
}

async function find(database: Pick<Database, "select">, projectId: number, keys: string[]): Promise<Found> {
  const rows = await database
    .select({ key: properties.key, id: properties.id, slot: properties.slot })
    .from(properties)
    .where(and(eq(properties.projectId, projectId), inArray(properties.key, keys)));
  return new Map(rows.map(({ key, id, slot }) => [key, { id, slot }]));
}

async function freeSlots(database: Pick<Database, "select">, projectId: number): Promise<number[]> {
  const rows = await database
    .select({ slot: properties.slot })
    .from(properties)
    .where(eq(properties.projectId, projectId));
  const taken = new Set(rows.map(({ slot }) => slot));
  return Array.from({ length: SLOTS }, (_, index) => index + 1).filter((slot) => !taken.has(slot));
}
