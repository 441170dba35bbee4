import { and, eq, inArray } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { displayPropertyName } from "@/db/property-key";
import { freeSlots, lockSlots, type Places } from "@/db/property-slots";
import { properties } from "@/db/schema";

export type RegisteredProperty = { id: number } & Places;

export type PropertyRegistry = {
  /**
   * The properties with these canonical keys, made where missing; slots go by the order in which keys are given. Where they
   * are stored is said under a generation that was read before (`holdGenerations`).
   */
  register: (projectId: number, generation: number, wanted: Wanted[]) => Promise<Found>;
  /** Those of the keys that exist. */
  find: (projectId: number, keys: string[]) => Promise<Found>;
};

const CACHED = 100_000;
/** A statement takes 65,535 parameters. */
const PER_STATEMENT = 5000;

type Wanted = { key: string; spelling: string };
type Found = Map<string, RegisteredProperty>;

/** Knows every property of every project; remembers what it has seen committed. */
export function openPropertyRegistry(database: Database): PropertyRegistry {
  const cache = new LRUCache<string, RegisteredProperty>({ max: CACHED });

  async function register(projectId: number, generation: number, wanted: Wanted[]): Promise<Found> {
    const cacheKey = (key: string) => `${projectId}/${generation}:${key}`;
    const found: Found = new Map();
    const missing = new Map<string, Wanted>();
    for (const property of wanted) {
      const known = cache.get(cacheKey(property.key));
      if (known) found.set(property.key, known);
      else if (!missing.has(property.key)) missing.set(property.key, property);
    }
    if (missing.size === 0) return found;
    const unknown = [...missing.values()];
    for (let start = 0; start < unknown.length; start += PER_STATEMENT) {
      const chunk = unknown.slice(start, start + PER_STATEMENT);
      for (const [key, property] of await findOrMake(database, projectId, chunk)) {
        found.set(key, property);
        cache.set(cacheKey(key), property);
      }
    }
    return found;
  }

  return { register, find: (projectId, keys) => find(database, projectId, keys) };
}

async function findOrMake(database: Database, projectId: number, wanted: Wanted[]): Promise<Found> {
  const keys = wanted.map(({ key }) => key);
  const found = await find(database, projectId, keys);
  if (found.size === wanted.length) return found;
  return database.transaction(async (transaction) => {
    await lockSlots(transaction, projectId);
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
    .select({ key: properties.key, id: properties.id, slot: properties.slot, movingFrom: properties.movingFrom })
    .from(properties)
    .where(and(eq(properties.projectId, projectId), inArray(properties.key, keys)));
  return new Map(rows.map(({ key, ...property }) => [key, property]));
}
