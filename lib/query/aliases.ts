import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { aliases, properties } from "@/db/schema";
import {
  fieldOfKey,
  isPropertyField,
  MERGED_FIELDS,
  type MergedField,
  type PropertyField,
  propertyKey,
} from "@/lib/filters/fields";
import { execute, type Reader } from "./context";

/**
 * Keys and values are stored as they were sent. A rule says what one is read as; `value` null: the whole key. `key` is that of
 * a property, or what `ruleKey` makes of a built-in field.
 */
export type AliasRule = { id: number; key: string; value: string | null; toKey: string; toValue: string | null };

/** What people ask to be read as one: a whole property, or one value of a property or of a built-in field. */
export type Merge =
  | { key: string; toKey: string }
  | { field: PropertyField | MergedField; value: string; toValue: string };

export type ListedMerge = Merge & { id: number };

/** The key of rules about values of a field. No property has that of a built-in field: canonical keys hold no `_`. */
export function ruleKey(field: PropertyField | MergedField): string {
  return isPropertyField(field) ? propertyKey(field) : `_${field}`;
}

/** Values that are read as others: `from` is never read as itself. */
export type Rename = { from: string; to: string };

/** The rules of a project, followed to their ends. */
export type Aliases = {
  /** The key that a key is read as. */
  keyOf: (key: string) => string;
  /** The value that a value sent (or asked for) under a key is read as. */
  readValue: (key: string, value: string) => string;
  /** The keys read as this one, itself first: where a request carries several, the first one counts. */
  keysReadAs: (key: string) => string[];
  /** What is read otherwise of the values sent under a key. */
  renamesOf: (key: string) => Rename[];
};

/** The rules in the order they were made. */
export async function loadAliasRules(reader: Reader, projectId: number): Promise<AliasRule[]> {
  return execute<AliasRule>(
    reader,
    sql`select id, key, value, to_key as "toKey", to_value as "toValue" from ${aliases}
      where ${aliases.projectId} = ${projectId} order by id`,
  );
}

/** The rules as people ask for them, in the order they were made. */
export async function listMerges(reader: Reader, projectId: number): Promise<ListedMerge[]> {
  const rules = await loadAliasRules(reader, projectId);
  return rules.map(({ id, key, value, toKey, toValue }) => {
    if (value === null || toValue === null) return { id, key, toKey };
    const field = MERGED_FIELDS.find((each) => ruleKey(each) === key) ?? fieldOfKey(key);
    return { id, field, value, toValue };
  });
}

/** The condition on a row of `properties` that its key is not merged into another. */
export function isNotMerged(projectId: number): SQL {
  return sql`not exists (select from ${aliases} where ${aliases.projectId} = ${projectId}
    and ${aliases.key} = ${properties.key} and ${aliases.value} is null)`;
}

/**
 * Rules may follow each other: of `a` into `b` and `b` into `c`, all is read as `c`. A value goes through the rules of
 * its own key first, then through those of the key it is merged into.
 */
export function followAliases(rules: readonly AliasRule[]): Aliases {
  const keyRules = rules.filter(({ value }) => value === null);
  const nextKey = new Map(keyRules.map(({ key, toKey }) => [key, toKey]));
  const nextValue = new Map<string, Map<string, string>>();
  for (const { key, value, toValue } of rules) {
    if (value === null || toValue === null) continue;
    nextValue.set(key, (nextValue.get(key) ?? new Map<string, string>()).set(value, toValue));
  }

  const readValue = (key: string, value: string) =>
    pathFrom(key, nextKey).reduce((read, each) => endOf(read, nextValue.get(each) ?? NONE), value);
  const keysReadAs = (key: string): string[] => [
    key,
    ...keyRules.filter(({ toKey }) => toKey === key).flatMap((rule) => keysReadAs(rule.key)),
  ];
  const renamesOf = (key: string) => {
    const sent = pathFrom(key, nextKey).flatMap((each) => [...(nextValue.get(each)?.keys() ?? [])]);
    return [...new Set(sent)].map((from) => ({ from, to: readValue(key, from) })).filter(({ from, to }) => from !== to);
  };
  return { keyOf: (key) => endOf(key, nextKey), readValue, keysReadAs, renamesOf };
}

/** The properties of a request as they are read: each once, sorted by key. */
export function readProperties(
  sent: readonly { key: string; value: string }[],
  { keyOf, keysReadAs, readValue }: Aliases,
): { key: string; value: string }[] {
  const values = new Map(sent.map(({ key, value }) => [key, value]));
  const keys = [...new Set(sent.map(({ key }) => keyOf(key)))].sort();
  return keys.flatMap((key) => {
    const first = keysReadAs(key).find((each) => values.has(each));
    const value = first === undefined ? undefined : values.get(first);
    return first === undefined || value === undefined ? [] : [{ key, value: readValue(first, value) }];
  });
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Itself and what follows it; rules never lead back (lib/api/aliases.ts), yet a circle must not hang a page. */
function pathFrom(start: string, next: ReadonlyMap<string, string>): string[] {
  const path = [start];
  for (let at = next.get(start); at !== undefined && !path.includes(at); at = next.get(at)) path.push(at);
  return path;
}

function endOf(start: string, next: ReadonlyMap<string, string>): string {
  return pathFrom(start, next).at(-1) ?? start;
}
