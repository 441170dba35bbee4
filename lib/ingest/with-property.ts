import type { Database, Transaction } from "@/db/client";
import type { StoredProperty } from "./bulk-rows";
import { openDictionaries, termKey } from "./dictionaries";
import { openPropertyRegistry } from "./property-registry";
import { holdGenerations, withFreshCodes } from "./vocabulary-generation";

/** A property, and the values that are to be written to it. */
type Wanted = { key: string; values: readonly (string | null)[] };
/** Where it is stored, and if that is a slot the codes of the values. */
type Held = { property: StoredProperty; codes: ReadonlyMap<string, number> };

/**
 * A transaction in which the properties stay where they are stored, with those of them that any request has ever carried;
 * begun anew when one was moved or codes were pruned in between.
 */
export function withProperties<T>(
  database: Database,
  projectId: number,
  wanted: readonly Wanted[],
  work: (transaction: Transaction, held: Held[]) => Promise<T>,
): Promise<T> {
  return withFreshCodes(async () => {
    const dictionaries = openDictionaries(database);
    const generation = await dictionaries.generation(projectId);
    const keys = wanted.map(({ key }) => key);
    const found = await openPropertyRegistry(database).find(projectId, keys);
    const held: Held[] = [];
    for (const { key, values } of wanted) {
      const property = found.get(key);
      if (property === undefined) continue;
      const texts = property.slot === null ? [] : [...new Set(values.filter((value) => value !== null))];
      const terms = texts.map((value) => ({ fieldId: property.id, value }));
      const { codes } = await dictionaries.intern(projectId, terms);
      const byValue = new Map(terms.map((term) => [term.value, codes.get(termKey(term)) ?? 0]));
      held.push({ property: { key, ...property }, codes: byValue });
    }
    return database.transaction(async (transaction) => {
      await holdGenerations(transaction, new Map([[projectId, generation]]));
      return work(transaction, held);
    });
  });
}

/** The property as it is stored now. */
export async function findProperty(database: Database, projectId: number, key: string): Promise<StoredProperty | null> {
  const found = (await openPropertyRegistry(database).find(projectId, [key])).get(key);
  return found === undefined ? null : { key, ...found };
}
