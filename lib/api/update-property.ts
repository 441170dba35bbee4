import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { displayPropertyName } from "@/db/property-key";
import { properties } from "@/db/schema";
import type { Access } from "./access";
import { ApiError } from "./errors";

const MAX_NAME = 80;
const MAX_DESCRIPTION = 500;
const MAX_DAYS = 36_500;

/** What may be changed of a property. Its key stays: requests, filters and links name it by that. */
export const propertyChanges = z.object({
  /** Empty: the name made from the key. */
  displayName: z.string().trim().max(MAX_NAME, `Use at most ${MAX_NAME} characters for the name.`).optional(),
  /** Empty: none. */
  description: z
    .string()
    .trim()
    .max(MAX_DESCRIPTION, `Use at most ${MAX_DESCRIPTION} characters for the description.`)
    .optional(),
  hidden: z.boolean().optional(),
  /** Older values are deleted from stored requests; null: kept as long as their requests. */
  keepDays: z.int().min(1, "Keep values for at least one day.").max(MAX_DAYS).nullable().optional(),
});

export type PropertyChanges = z.infer<typeof propertyChanges>;

/**
 * Renames, describes, hides or shows a property, which can be taken back; or says how long its values are kept, which the
 * writer then deletes from stored requests for good.
 * What `changes` leaves out stays. Throws ApiError `forbidden` and `not_found`.
 */
export async function updateProperty(access: Access, key: string, changes: PropertyChanges): Promise<void> {
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
  const { displayName, description, hidden, keepDays } = changes;
  const values = {
    ...(displayName === undefined ? {} : { displayName: displayName === "" ? displayPropertyName(key) : displayName }),
    ...(description === undefined ? {} : { description: description === "" ? null : description }),
    ...(hidden === undefined ? {} : { hiddenAt: hidden ? new Date() : null }),
    ...(keepDays === undefined ? {} : { keepDays, valuesExpiredAt: null }),
  };
  if (Object.keys(values).length === 0) return;
  const found = await access.database
    .update(properties)
    .set(values)
    .where(and(eq(properties.projectId, access.project.id), eq(properties.key, key)))
    .returning({ id: properties.id });
  if (found.length === 0) throw new ApiError("not_found", "This project has no property with that key.");
}
