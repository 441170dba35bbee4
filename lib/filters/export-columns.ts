import { canonicalPropertyKey } from "@/db/property-key";

/** Columns of an export, in the order in which they are written when nobody chooses. Costs in USD, times in milliseconds. */
export const EXPORT_COLUMNS = [
  "id",
  "created_at",
  "provider",
  "model",
  "status",
  "outcome",
  "error",
  "finish_reason",
  "latency_ms",
  "ttft_ms",
  "cost",
  "cost_input",
  "cost_output",
  "cost_cache_read",
  "cost_cache_write",
  "unpriced_reason",
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "usage_estimated",
  "user_id",
  "session_id",
  "country",
  "feedback",
  "request_preview",
  "response_preview",
] as const;

/** The bodies as they passed: written only when asked for by name. */
export const BODY_COLUMNS = ["request_body", "response_body"] as const;

export type ExportColumn = (typeof EXPORT_COLUMNS)[number] | (typeof BODY_COLUMNS)[number];

/** `properties` null: all of them. */
export type ExportChoice = { columns: ExportColumn[]; properties: string[] | null };

const KNOWN: readonly string[] = [...EXPORT_COLUMNS, ...BODY_COLUMNS];
const PREFIX = "property:";

/**
 * Reads `id,cost,property:environment,properties` (`properties` stands for all of them). Empty text: everything but bodies.
 * Null when it names a column there is none of.
 */
export function readExportColumns(text: string): ExportChoice | null {
  const names = text.split(",").filter((name) => name !== "");
  if (names.length === 0) return { columns: [...EXPORT_COLUMNS], properties: null };
  const columns: ExportColumn[] = [];
  const properties: string[] = [];
  for (const name of names) {
    if (isColumn(name)) columns.push(name);
    else if (name.startsWith(PREFIX)) properties.push(canonicalPropertyKey(decoded(name.slice(PREFIX.length))));
    else if (name !== "properties") return null;
  }
  return { columns: [...new Set(columns)], properties: names.includes("properties") ? null : [...new Set(properties)] };
}

/** The name of a property's column; a comma in a key must not part it. */
export function propertyColumn(key: string): string {
  return `${PREFIX}${encodeURIComponent(key)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isColumn(name: string): name is ExportColumn {
  return KNOWN.includes(name);
}
