import type { Database } from "@/db/client";
import type { StoredProperty } from "./bulk-rows";
import { openDictionaries, termKey } from "./dictionaries";
import { openPropertyRegistry } from "./property-registry";
import { holdGenerations, withFreshCodes } from "./vocabulary-generation";

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Codes by value. */
export type Codes = ReadonlyMap<string, number>;

type Work<T> = (transaction: Transaction, property: StoredProperty | null, codes: Codes) => Promise<T>;

/**
 * A transaction in which the property stays where it is stored (null: no request has ever carried it), with the codes of
 * the values that are to go into its slot; begun anew when it was moved or codes were pruned in between.
 */
export function withProperty<T>(
  database: Database,
  projectId: number,
  key: string,
  values: readonly (string | null)[],
  work: Work<T>,
): Promise<T> {
  return withFreshCodes(async () => {
    const dictionaries = openDictionaries(database);
    const generation = await dictionaries.generation(projectId);
    const property = await findProperty(database, projectId, key);
    const fieldId = property?.slot == null ? null : property.id;
    const wanted = fieldId === null ? [] : [...new Set(values.filter((value) => value !== null))];
    const terms = wanted.map((value) => ({ fieldId: fieldId ?? 0, value }));
    const { codes } = await dictionaries.intern(projectId, terms);
    const byValue = new Map(terms.map((term) => [term.value, codes.get(termKey(term)) ?? 0]));
    return database.transaction(async (transaction) => {
      await holdGenerations(transaction, new Map([[projectId, generation]]));
      return work(transaction, property, byValue);
    });
  });
}

/** The property as it is stored now. */
export async function findProperty(database: Database, projectId: number, key: string): Promise<StoredProperty | null> {
  const found = (await openPropertyRegistry(database).find(projectId, [key])).get(key);
  return found === undefined ? null : { key, ...found };
}
