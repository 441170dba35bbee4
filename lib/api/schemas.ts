import { z } from "zod";
import { canonicalPropertyKey } from "@/db/property-key";
import { BODY_COLUMNS, EXPORT_COLUMNS, readExportColumns } from "@/lib/filters/export-columns";
import { MAX_VALUE_LENGTH } from "@/lib/filters/filter";
import { REQUEST_ORDERS } from "@/lib/filters/request-order";
import { readTimeRange } from "@/lib/filters/search-params";
import type { TimeRange } from "@/lib/filters/time-range";
import { filterInput } from "@/lib/query/parse-query";
import type { SlotInput } from "./give-slot";
import { propertyKeyInput } from "./property-key-input";

const rangeFields = { range: z.string().default(""), from: z.string().default(""), to: z.string().default("") };

/** `range`, or `from` and `to`, as one TimeRange under `range`; everything when none is given. */
function withRange<T extends { range: string; from: string; to: string }>(input: T, context: z.RefinementCtx) {
  const { range, from, to, ...others } = input;
  const given = range === "" && from === "" && to === "" ? { range: "all", from, to } : { range, from, to };
  const read = readTimeRange(given);
  if (read.value !== null) return { ...others, range: read.value satisfies TimeRange };
  context.addIssue({ code: "custom", path: [range === "" ? "from" : "range"], message: read.problem });
  return z.NEVER;
}

export const requestsSearch = z
  .strictObject({
    ...rangeFields,
    filter: filterInput,
    order: z.enum(REQUEST_ORDERS).default("newest"),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    cursor: z.string().nullable().default(null),
  })
  .transform(withRange);

export const exportSearch = z
  .strictObject({
    ...rangeFields,
    filter: filterInput,
    order: z.enum(REQUEST_ORDERS).default("newest"),
    format: z.enum(["csv", "jsonl"]).default("csv"),
    columns: z
      .string()
      .default("")
      .transform((text, context) => {
        const choice = readExportColumns(text);
        if (choice !== null) return choice;
        context.addIssue({ code: "custom", message: "names an unknown column" });
        return z.NEVER;
      })
      .meta({
        type: "string",
        description: `Separated by commas: ${[...EXPORT_COLUMNS, ...BODY_COLUMNS].join(", ")}, property:<key>, properties (all of them). Empty: all but the bodies.`,
      }),
  })
  .transform(withRange);

export const propertiesSearch = z.strictObject({ ...rangeFields, filter: filterInput }).transform(withRange);

export const valuesSearch = z
  .strictObject({
    ...rangeFields,
    filter: filterInput,
    search: z.string().max(MAX_VALUE_LENGTH).default(""),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  })
  .transform(withRange);

/** Canonical key to its new value; null removes it. */
export type PropertyChanges = Map<string, { value: string | null; spelling: string }>;

/** Properties are read into a Map: their names are hostile input. Numbers and booleans become text. */
const propertyChanges = z
  .unknown()
  .transform((input, context): PropertyChanges => {
    const changes: PropertyChanges = new Map();
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      context.addIssue({ code: "custom", message: "must be an object of property names and values" });
      return changes;
    }
    for (const [spelling, given] of Object.entries(input)) {
      const key = canonicalPropertyKey(spelling);
      const value = propertyValue.safeParse(given);
      const refuse = (message: string) => context.addIssue({ code: "custom", path: [spelling], message });
      if (key === "" || /[\0\p{Surrogate}]/u.test(key)) refuse("is not a property name");
      else if (!value.success) refuse("must be text, or null to remove the property");
      else if (changes.has(key)) refuse(`is named twice: both are ${key}`);
      else changes.set(key, { value: value.data, spelling });
    }
    return changes;
  })
  .meta({ type: "object", additionalProperties: { type: ["string", "number", "boolean", "null"] } });

const propertyValue = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => (value === null ? null : String(value)))
  .refine((value) => value === null || !/[\0\p{Surrogate}]/u.test(value));

export const requestPatch = z.strictObject({ properties: propertyChanges });

const slotKey = z.string().meta({ description: "A property, in any spelling." }).pipe(propertyKeyInput);

/** Which property gets a slot, and which one gives its own up. */
export const slotBody = z
  .strictObject({ key: slotKey, take_from: slotKey })
  .transform(({ key, take_from }): SlotInput => ({ key, takeFrom: take_from }));

/** Helicone's `POST /v1/request/{id}/feedback`: true is good, false is bad. */
export const heliconeFeedback = z.object({ rating: z.boolean() });

/** Helicone's `PUT /v1/request/{id}/property`. */
export const heliconeProperty = z
  .object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })
  .transform(({ key, value }): unknown => Object.fromEntries([[key, value]]))
  .pipe(propertyChanges);
