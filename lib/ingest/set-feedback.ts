import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { details } from "@/db/schema";
import { findRequest } from "./find-request";

/**
 * Keeps what a user thought of an answer, found by our id or the caller's; said again, the last word counts. Resolves to
 * false when the project has no such request (yet: it may still be on its way through the spool).
 */
export async function setFeedback(
  database: Database,
  projectId: number,
  requestId: string,
  good: boolean,
): Promise<boolean> {
  const address = await findRequest(database, projectId, requestId);
  if (!address) return false;
  await database
    .update(details)
    .set({ feedback: good })
    .where(and(eq(details.projectId, projectId), eq(details.createdAt, address.createdAt), eq(details.id, address.id)));
  return true;
}
