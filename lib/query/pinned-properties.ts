import "server-only";
import { sql } from "drizzle-orm";
import { properties } from "@/db/schema";
import { execute, type QueryContext } from "./context";
import { isListed } from "./resolve-fields";

export type PinnedProperty = { key: string; displayName: string };

/** The pinned properties in the order of pinning; while none is, the ones first used. Hidden ones never. */
export async function pinnedProperties(
  context: QueryContext,
  limit: number,
): Promise<{ properties: PinnedProperty[]; anyPinned: boolean }> {
  const rows = await execute<PinnedProperty & { pinned: boolean }>(
    context,
    sql`select key, display_name as "displayName", pinned_at is not null as pinned from ${properties}
      where ${isListed(context.project.id)}
      order by pinned_at nulls last, id limit ${limit}`,
  );
  const pinned = rows.filter((row) => row.pinned);
  return { properties: pinned.length > 0 ? pinned : rows.slice(0, 2), anyPinned: pinned.length > 0 };
}
