import { z } from "zod";
import { fieldOfKey, MERGED_FIELDS } from "@/lib/filters/fields";
import type { Merge } from "@/lib/query/aliases";
import { mergeField, mergeValue } from "./aliases";
import { propertyKeyInput } from "./property-key-input";

const text = z.string().refine((given) => !/[\0\p{Surrogate}]/u.test(given), { error: "must be well-formed text" });
const key = text.min(1).meta({ description: "A property, in any spelling." }).pipe(propertyKeyInput);
const value = text.pipe(mergeValue);
const field = text.meta({ description: `${MERGED_FIELDS.join(", ")} or property:<key>.` }).pipe(mergeField);

/** A merge as REST takes it: a whole property into another, or one value of a field into another value of it. */
export const mergeBody = z
  .union(
    [
      z.strictObject({ key, to_key: key }),
      z.strictObject({ field, value, to_value: value }),
      // Short for the field property:<key>.
      z.strictObject({ key, value, to_value: value }),
    ],
    {
      error: `must be {key, to_key}, {field, value, to_value} or {key, value, to_value}, all of them text; a field is ${MERGED_FIELDS.join(", ")} or property:<key>`,
    },
  )
  .transform((body): Merge => {
    if ("to_key" in body) return { key: body.key, toKey: body.to_key };
    const of = "field" in body ? body.field : fieldOfKey(body.key);
    return { field: of, value: body.value, toValue: body.to_value };
  });

export const mergeId = z.coerce.number().int().min(1).max(2_147_483_647).meta({ description: "The merge's number." });
