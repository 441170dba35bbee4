import { isPropertyField, propertyField } from "@/lib/filters/fields";

/** Columns every project has, in the order shown; the properties' columns come where the null is. */
export const BUILT_IN_COLUMNS = [
  { id: "time", label: "Time" },
  { id: "status", label: "Status" },
  { id: "model", label: "Model" },
  { id: "request", label: "Request" },
  { id: "response", label: "Response" },
  { id: "cost", label: "Cost" },
  { id: "latency", label: "Latency" },
  { id: "total_tokens", label: "Total tokens" },
  null,
  { id: "provider", label: "Provider" },
  { id: "input_tokens", label: "Input tokens" },
  { id: "output_tokens", label: "Output tokens" },
  { id: "ttft", label: "First token" },
  { id: "user", label: "User" },
  { id: "session", label: "Session" },
] as const;

export type BuiltInColumn = Exclude<(typeof BUILT_IN_COLUMNS)[number], null>;

/** A property's column carries its field as id. */
export function propertyColumn(key: string): string {
  return propertyField(key);
}

/** Cookie with the hidden columns of this browser. */
export const COLUMNS_COOKIE = "facet_hidden_columns";

/**
 * Cookies hold 4 KB: the columns of 500 hidden properties fit because a property is kept as a hash of at most six digits
 * and capitals, which no built-in column's id is.
 */
function token(column: string): string {
  return isPropertyField(column) ? fnv1a(column).toString(36).toUpperCase() : column;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 1;
}

export function formatHidden(columns: Iterable<string>): string {
  return [...columns].map(token).join(".");
}

/** Which of `columns` the cookie hides. What it does not know is visible: new properties appear by themselves. */
export function readHidden(cookie: string | undefined, columns: readonly string[]): string[] {
  const hidden = new Set((cookie ?? "").split("."));
  return columns.filter((column) => hidden.has(token(column)));
}

/** Ids of every column the project has. */
export function columnIds(properties: readonly { key: string }[]): string[] {
  const builtIns = BUILT_IN_COLUMNS.flatMap((column) => (column === null ? [] : [column.id]));
  return [...builtIns, ...properties.map(({ key }) => propertyColumn(key))];
}
