import "server-only";
import { and, eq } from "drizzle-orm";
import { properties } from "@/db/schema";
import type { Access } from "./access";
import { ApiError } from "./errors";

/**
 * Pinned properties are listed first and shown on the Dashboard page. `key` is canonical. Throws ApiError `forbidden`,
 * or `not_found` when the project has no such property.
 */
export async function setPinned(access: Access, key: string, pinned: boolean): Promise<void> {
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
  const changed = await access.database
    .update(properties)
    .set({ pinnedAt: pinned ? new Date() : null })
    .where(and(eq(properties.projectId, access.project.id), eq(properties.key, key)))
    .returning({ id: properties.id });
  if (changed.length === 0) throw new ApiError("not_found", "This project has no such property.", "key");
}
