import { parse } from "postgres-array";
import { type ArrayValue, toLiteral } from "./array-literal";

const text = (value: string) => value;

/** Array types of ours: their OIDs from pg_type.dat, and what an element becomes. 64-bit integers stay text, as outside arrays. */
const ELEMENTS: Record<string, { oid: number; read: (value: string) => unknown }> = {
  bool: { oid: 1000, read: (value) => value === "t" },
  int2: { oid: 1005, read: Number },
  int4: { oid: 1007, read: Number },
  int8: { oid: 1016, read: text },
  text: { oid: 1009, read: text },
  float8: { oid: 1022, read: Number },
  uuid: { oid: 2951, read: text },
  regclass: { oid: 2210, read: text },
};

/**
 * How arrays are read and written. postgres.js would ask the server for its array types on every new connection instead;
 * that question's failure, when Postgres goes away just then, rejects a promise nobody holds, which ends the process.
 */
export const ARRAY_TYPES = Object.fromEntries(
  Object.entries(ELEMENTS).map(([name, { oid, read }]) => [
    `${name}_array`,
    { to: oid, from: [oid], serialize, parse: (source: string): unknown[] => parse(source, read) },
  ]),
);

/** Drizzle's columns come as literals already. */
function serialize(values: readonly ArrayValue[] | string): string {
  return typeof values === "string" ? values : toLiteral(values);
}
