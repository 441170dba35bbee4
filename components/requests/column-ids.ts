import { isPropertyField, propertyField } from "@/lib/filters/fields";
import type { RequestOrder } from "@/lib/filters/request-order";

type Sortable = Extract<RequestOrder, "cost" | "latency" | "tokens">;

/** Columns every project has, in their first order; the properties' columns come where the null is. */
export const BUILT_IN_COLUMNS = [
  { id: "time", label: "Time", group: "Request", hidden: false, sort: "time" },
  { id: "status", label: "Status", group: "Request", hidden: false, sort: null },
  { id: "model", label: "Model", group: "Request", hidden: false, sort: null },
  { id: "request", label: "Request", group: "Request", hidden: false, sort: null },
  { id: "response", label: "Response", group: "Request", hidden: false, sort: null },
  { id: "cost", label: "Cost", group: "Cost", hidden: false, sort: "cost" },
  { id: "latency", label: "Latency", group: "Timing", hidden: false, sort: "latency" },
  { id: "total_tokens", label: "Total tokens", group: "Tokens", hidden: false, sort: "tokens" },
  null,
  { id: "provider", label: "Provider", group: "Request", hidden: false, sort: null },
  { id: "input_tokens", label: "Input tokens", group: "Tokens", hidden: false, sort: null },
  { id: "output_tokens", label: "Output tokens", group: "Tokens", hidden: false, sort: null },
  { id: "ttft", label: "First token", group: "Timing", hidden: false, sort: null },
  { id: "user", label: "User", group: "Request", hidden: false, sort: null },
  { id: "session", label: "Session", group: "Request", hidden: false, sort: null },
  { id: "finish_reason", label: "Finish reason", group: "Request", hidden: true, sort: null },
  { id: "feedback", label: "Feedback", group: "Request", hidden: true, sort: null },
  { id: "country", label: "Country", group: "Request", hidden: true, sort: null },
  { id: "cost_input", label: "Input cost", group: "Cost", hidden: true, sort: null },
  { id: "cost_output", label: "Output cost", group: "Cost", hidden: true, sort: null },
  { id: "cost_cache_read", label: "Cache read cost", group: "Cost", hidden: true, sort: null },
  { id: "cost_cache_write", label: "Cache write cost", group: "Cost", hidden: true, sort: null },
  { id: "cache_read_tokens", label: "Cache read tokens", group: "Tokens", hidden: true, sort: null },
  { id: "cache_write_tokens", label: "Cache write tokens", group: "Tokens", hidden: true, sort: null },
  { id: "reasoning_tokens", label: "Reasoning tokens", group: "Tokens", hidden: true, sort: null },
  { id: "id", label: "Id", group: "Request", hidden: true, sort: null },
] as const satisfies ({
  id: string;
  label: string;
  group: string;
  /** Until someone shows it. */
  hidden: boolean;
  /** What a click on the header sorts by. */
  sort: Sortable | "time" | null;
} | null)[];

export type BuiltInColumn = Exclude<(typeof BUILT_IN_COLUMNS)[number], null>;

/** Names the row: always first, never hidden. */
export const FIRST_COLUMN = "time";

const builtIns = new Map<string, BuiltInColumn>(
  BUILT_IN_COLUMNS.flatMap((column) => (column === null ? [] : [[column.id, column] as const])),
);

/** Null for a property's column. */
export function builtInColumn(id: string): BuiltInColumn | null {
  return builtIns.get(id) ?? null;
}

/** A property's column carries its field as id. */
export function propertyColumn(key: string): string {
  return propertyField(key);
}

/** Ids of every column the project has, in their first order. */
export function columnIds(properties: readonly { key: string }[]): string[] {
  return BUILT_IN_COLUMNS.flatMap((column) =>
    column === null ? properties.map(({ key }) => propertyColumn(key)) : [column.id],
  );
}

/**
 * A column in a cookie or a URL: cookies hold 4 KB, and the columns of 500 properties fit because a property is kept as a
 * hash of at most six digits and capitals, which no built-in column's id is.
 */
export function columnToken(column: string): string {
  return isPropertyField(column) ? fnv1a(column).toString(36).toUpperCase() : column;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 1;
}
