import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { FIELD_IDS } from "@/db/field-ids";
import { details, facts } from "@/db/schema";
import {
  type ChoiceField,
  type CodedField,
  type DetailTextField,
  type DimensionField,
  type Field,
  isPropertyField,
  propertyKey,
} from "@/lib/filters/fields";
import type { FieldCodes, ReadProperty, SentProperty } from "@/lib/query/resolve-fields";
import { mergedText } from "./merged-text";

/** `slot_N` of facts at index N - 1. */
export const SLOT_COLUMNS: readonly PgColumn[] = [
  facts.slot1,
  facts.slot2,
  facts.slot3,
  facts.slot4,
  facts.slot5,
  facts.slot6,
  facts.slot7,
  facts.slot8,
  facts.slot9,
  facts.slot10,
  facts.slot11,
  facts.slot12,
  facts.slot13,
  facts.slot14,
  facts.slot15,
  facts.slot16,
];

const CODE_COLUMNS: Record<CodedField, PgColumn> = {
  model: facts.modelCode,
  provider: facts.providerCode,
  user: facts.userCode,
  session: facts.sessionCode,
};

type DetailField = DetailTextField | ChoiceField;

type DetailText = {
  /** Null: untagged. */
  value: SQL;
  /** What is null exactly when the value is: said of the column itself, an index over those that have one is used. */
  column: PgColumn;
};

const DETAIL_TEXTS: Record<DetailField, DetailText> = {
  finish_reason: plainText(details.finishReason),
  error: plainText(details.error),
  country: plainText(details.country),
  stream: choiceText(details.stream, sql`'yes'`, sql`'no'`),
  feedback: choiceText(details.feedback, sql`'good'`, sql`'bad'`),
};

function plainText(column: PgColumn): DetailText {
  return { column, value: sql`${column}` };
}

function choiceText(column: PgColumn, yes: SQL, no: SQL): DetailText {
  return { column, value: sql`case when ${column} then ${yes} when not ${column} then ${no} end` };
}

/** Where the text of a field is found. */
export type TextColumn =
  /** A dictionary code in facts; 0: untagged. */
  | { kind: "code"; column: PgColumn; fieldId: number }
  /** A text in details. */
  | ({ kind: "detail" } & DetailText)
  /** A property without a slot, in `details.extra`. */
  | { kind: "extra"; key: string }
  /** A property that is read from others too, or of which some values are read as others. */
  | { kind: "merged"; property: ReadProperty; sources: MergedSource[] }
  /** A property no request has carried: untagged everywhere. */
  | { kind: "unknown" };

/** Where one part of a merged property is stored, and what is read otherwise of it. */
export type MergedSource = { sent: SentProperty; stored: Extract<TextColumn, { kind: "code" | "extra" }> };

export type ValueField = Exclude<DimensionField, "status">;

export function textColumn(field: ValueField, codes: FieldCodes): TextColumn {
  if (isDetailField(field)) return { kind: "detail", ...DETAIL_TEXTS[field] };
  if (!isPropertyField(field)) {
    const stored = { kind: "code", column: CODE_COLUMNS[field], fieldId: FIELD_IDS[field] } as const;
    const property = codes.builtIns.get(field);
    if (property === undefined) return stored;
    return { kind: "merged", property, sources: (property.merged ?? []).map((sent) => ({ sent, stored })) };
  }
  const property = codes.properties.get(propertyKey(field));
  if (property === undefined) return { kind: "unknown" };
  if (property.merged === null) return storedColumn(property);
  return { kind: "merged", property, sources: property.merged.map((sent) => ({ sent, stored: storedColumn(sent) })) };
}

function storedColumn({ id, key, slot }: Pick<SentProperty, "id" | "key" | "slot">): MergedSource["stored"] {
  const column = slot === null ? undefined : SLOT_COLUMNS[slot - 1];
  return column === undefined ? { kind: "extra", key } : { kind: "code", column, fieldId: id };
}

/** The value to group by: a code, or a text; and when it counts as untagged. */
export function groupingOf(column: TextColumn): { value: SQL; untagged: SQL; arrayType: SQL } {
  if (column.kind === "code") {
    return { value: sql`${column.column}`, untagged: sql`${column.column} = 0`, arrayType: sql`int[]` };
  }
  if (column.kind === "unknown") return { value: sql`0`, untagged: sql`true`, arrayType: sql`int[]` };
  const value = textOf(column);
  return { value, untagged: sql`${value} is null`, arrayType: sql`text[]` };
}

function textOf(column: Extract<TextColumn, { kind: "detail" | "extra" | "merged" }>): SQL {
  if (column.kind === "detail") return column.value;
  return column.kind === "merged" ? mergedText(column.sources) : sql`${details.extra} ->> ${column.key}::text`;
}

/** Whether a built-in field is read from details. */
export function isDetailField(field: Field): field is DetailField {
  return Object.hasOwn(DETAIL_TEXTS, field);
}

/** Whether any of the fields is read from details: what was said, how it ended, or a property without a slot. */
export function readsDetails(fields: readonly Field[], codes: FieldCodes): boolean {
  return fields.some((field) => {
    if (field === "text" || isDetailField(field)) return true;
    if (!isPropertyField(field)) return false;
    const column = textColumn(field, codes);
    const parts = column.kind === "merged" ? column.sources.map(({ stored }) => stored) : [column];
    return parts.some(({ kind }) => kind === "extra");
  });
}
