import { and, desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { requestTime } from "@/db/request-id";
import { details } from "@/db/schema";

/** Where a request lies: with its time the partition is known. */
export type RequestAddress = { id: string; createdAt: Date };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds a request by our id or by the caller's own; sent twice, the newest answers. */
export async function findRequest(
  database: Pick<Database, "select">,
  projectId: number,
  requestId: string,
): Promise<RequestAddress | null> {
  if (!UUID.test(requestId)) return null;
  const address = { id: details.id, createdAt: details.createdAt };
  const createdAt = requestTime(requestId);
  if (createdAt) {
    const byId = and(eq(details.projectId, projectId), eq(details.createdAt, createdAt), eq(details.id, requestId));
    const [own] = await database.select(address).from(details).where(byId);
    if (own) return own;
  }
  const [called] = await database
    .select(address)
    .from(details)
    .where(and(eq(details.projectId, projectId), eq(details.callerId, requestId)))
    .orderBy(desc(details.createdAt), desc(details.id))
    .limit(1);
  return called ?? null;
}
