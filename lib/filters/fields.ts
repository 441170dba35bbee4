import { canonicalPropertyKey } from "@/db/property-key";

/**
 * Operators of a text field. `is_not` and the other `not_` ones match rows that carry another value; `is_unset` those that
 * carry none. Patterns ignore case; `matches` takes a bounded regular expression (pattern.ts).
 */
export const STRING_OPERATORS = [
  "is",
  "is_not",
  "contains",
  "not_contains",
  "starts_with",
  "not_starts_with",
  "matches",
  "not_matches",
  "is_set",
  "is_unset",
] as const;
/** What was said is searched, never compared as a whole; letters match in either case. */
export const TEXT_OPERATORS = ["contains", "not_contains"] as const;
export const STATUS_OPERATORS = ["is", "is_not"] as const;
/** A comparison never matches a row without the number; `is_unset` does: an unpriced cost, a call that was not streamed. */
export const NUMBER_OPERATORS = ["eq", "gt", "gte", "lt", "lte", "is_set", "is_unset"] as const;

/** A field of a few values that are known beforehand. */
export const CHOICE_OPERATORS = ["is", "is_not", "is_set", "is_unset"] as const;

/** Every text of theirs has a code in facts. */
export const CODED_FIELDS = ["model", "provider", "user", "session"] as const;
/** Texts that stand in details. */
const DETAIL_FIELDS = ["finish_reason", "error", "country"] as const;
export const STRING_FIELDS = [...CODED_FIELDS, ...DETAIL_FIELDS] as const;
/** What they may be; kept in details. */
export const CHOICES = { stream: ["yes", "no"], feedback: ["good", "bad"] } as const;
export const NUMBER_FIELDS = [
  "cost",
  "cost_input",
  "cost_output",
  "cost_cache_read",
  "cost_cache_write",
  "latency",
  "ttft",
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "audio_tokens",
] as const;

/** Words that may stand for a status beside `404` and `4xx`. */
export const STATUS_WORDS = ["error", "cancelled", "interrupted", "unreachable"] as const;

export type StringOperator = (typeof STRING_OPERATORS)[number];
export type StatusOperator = (typeof STATUS_OPERATORS)[number];
export type ChoiceOperator = (typeof CHOICE_OPERATORS)[number];
export type TextOperator = (typeof TEXT_OPERATORS)[number];
export type NumberOperator = (typeof NUMBER_OPERATORS)[number];
export type Operator = StringOperator | StatusOperator | NumberOperator;

/** Built-in fields of which values can be merged (docs/properties.md). */
export const MERGED_FIELDS = ["model", "user"] as const satisfies readonly (typeof CODED_FIELDS)[number][];

export type PropertyField = `property:${string}`;
export type CodedField = (typeof CODED_FIELDS)[number];
export type MergedField = (typeof MERGED_FIELDS)[number];
export type DetailTextField = (typeof DETAIL_FIELDS)[number];
export type StringField = (typeof STRING_FIELDS)[number];
export type ChoiceField = keyof typeof CHOICES;
export type NumberField = (typeof NUMBER_FIELDS)[number];
/** A field that is not a custom property. */
export type BuiltInField = StringField | ChoiceField | NumberField | "status" | "text";
export type Field = BuiltInField | PropertyField;

/** What requests can be told apart by: everything but numbers and what was said. */
export type DimensionField = StringField | ChoiceField | "status" | PropertyField;

/** Dimensions that are no properties, the common ones first. */
export const BUILT_IN_DIMENSIONS = [
  "model",
  "provider",
  "user",
  "session",
  "status",
  "finish_reason",
  "error",
  "stream",
  "country",
  "feedback",
] as const satisfies readonly BuiltInField[];

export type FieldType = "string" | "choice" | "number" | "status" | "text";
export type Unit = "usd" | "ms" | "tokens";

/** What people read of each built-in field. Cost is in USD, times are in milliseconds. */
export const BUILT_IN_FIELDS = {
  model: { type: "string", label: "Model", unit: null },
  provider: { type: "string", label: "Provider", unit: null },
  status: { type: "status", label: "Status", unit: null },
  user: { type: "string", label: "User", unit: null },
  session: { type: "string", label: "Session", unit: null },
  finish_reason: { type: "string", label: "Finish reason", unit: null },
  error: { type: "string", label: "Error", unit: null },
  stream: { type: "choice", label: "Streamed", unit: null },
  country: { type: "string", label: "Country", unit: null },
  feedback: { type: "choice", label: "Feedback", unit: null },
  /** The prompt and the answer, see docs/search.md. */
  text: { type: "text", label: "Text", unit: null },
  cost: { type: "number", label: "Cost", unit: "usd" },
  cost_input: { type: "number", label: "Input cost", unit: "usd" },
  cost_output: { type: "number", label: "Output cost", unit: "usd" },
  cost_cache_read: { type: "number", label: "Cache read cost", unit: "usd" },
  cost_cache_write: { type: "number", label: "Cache write cost", unit: "usd" },
  latency: { type: "number", label: "Latency", unit: "ms" },
  ttft: { type: "number", label: "Time to first token", unit: "ms" },
  input_tokens: { type: "number", label: "Input tokens", unit: "tokens" },
  output_tokens: { type: "number", label: "Output tokens", unit: "tokens" },
  total_tokens: { type: "number", label: "Total tokens", unit: "tokens" },
  cache_read_tokens: { type: "number", label: "Cache read tokens", unit: "tokens" },
  cache_write_tokens: { type: "number", label: "Cache write tokens", unit: "tokens" },
  reasoning_tokens: { type: "number", label: "Reasoning tokens", unit: "tokens" },
  audio_tokens: { type: "number", label: "Audio tokens", unit: "tokens" },
} as const satisfies Record<BuiltInField, { type: FieldType; label: string; unit: Unit | null }>;

export const OPERATORS = {
  string: STRING_OPERATORS,
  choice: CHOICE_OPERATORS,
  text: TEXT_OPERATORS,
  status: STATUS_OPERATORS,
  number: NUMBER_OPERATORS,
} as const satisfies Record<FieldType, readonly Operator[]>;

const PREFIX = "property:";

export function isPropertyField(field: string): field is PropertyField {
  return field.startsWith(PREFIX);
}

export function isBuiltInField(field: string): field is BuiltInField {
  return Object.hasOwn(BUILT_IN_FIELDS, field);
}

/** The field of a property, named in any spelling. */
export function propertyField(spelling: string): PropertyField {
  return `${PREFIX}${canonicalPropertyKey(spelling)}`;
}

/** The field of a property by its key as it is stored. */
export function fieldOfKey(key: string): PropertyField {
  return `${PREFIX}${key}`;
}

/** The canonical key inside a property field. */
export function propertyKey(field: PropertyField): string {
  return field.slice(PREFIX.length);
}

export function fieldType(field: Field): FieldType {
  return isPropertyField(field) ? "string" : BUILT_IN_FIELDS[field].type;
}

export function isNumberField(field: Field): field is NumberField {
  return fieldType(field) === "number";
}

export function isChoiceField(field: Field): field is ChoiceField {
  return fieldType(field) === "choice";
}

export function isDimensionField(field: Field): field is DimensionField {
  return fieldType(field) !== "number" && fieldType(field) !== "text";
}

/** The field a name stands for, its property spelling made canonical; null when there is none such. */
export function parseField(name: string): Field | null {
  if (isPropertyField(name)) {
    const field = propertyField(propertyKey(name));
    return propertyKey(field) === "" ? null : field;
  }
  return isBuiltInField(name) ? name : null;
}
