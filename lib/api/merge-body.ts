import { z } from "zod";
import type { Merge } from "@/lib/query/aliases";
import { mergeInput } from "./aliases";

const text = z.string().refine((given) => !/[\0\p{Surrogate}]/u.test(given), { error: "must be well-formed text" });
const key = text.min(1).meta({ description: "A property, in any spelling." });

/** A merge as REST takes it: a whole property into another, or one value of a property into another value of it. */
export const mergeBody = z
  .union([z.strictObject({ key, to_key: key }), z.strictObject({ key, value: text, to_value: text })], {
    error: "must be {key, to_key} or {key, value, to_value}, all of them text",
  })
  .transform((body): Merge => {
    if ("to_key" in body) return mergeInput.parse({ key: body.key, toKey: body.to_key });
    return mergeInput.parse({ key: body.key, value: body.value, toValue: body.to_value });
  });

export const mergeId = z.coerce.number().int().min(1).max(2_147_483_647).meta({ description: "The merge's number." });
