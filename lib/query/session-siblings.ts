import "server-only";
import { sql } from "drizzle-orm";
import { details, facts } from "@/db/schema";
import { execute, type QueryContext } from "./context";
import { getRequestPosition } from "./get-request";
import type { RequestRow } from "./list-requests";
import { readStoredRows, STORED_COLUMNS, type StoredRow } from "./request-rows";

export type SessionSibling = RequestRow & {
  /** `Helicone-Session-Path`: where in the session's tree it stands. */
  path: string | null;
};

export type SessionSiblings = {
  /** Oldest first, the request itself among them; empty when it has no session. */
  requests: SessionSibling[];
  /** There are more. */
  more: boolean;
};

/** Sessions are not indexed: within this much time around the request they are found by reading facts. */
const AROUND_MS = 24 * 3_600_000;
const MOST = 100;

/** The requests of the same session within a day of this one. */
export async function sessionSiblings(context: QueryContext, id: string): Promise<SessionSiblings> {
  const position = await getRequestPosition(context, id);
  if (position === null) return { requests: [], more: false };
  const projectId = context.project.id;
  const at = position.createdAt.getTime();
  const from = sql`${new Date(at - AROUND_MS).toISOString()}::timestamptz`;
  const to = sql`${new Date(at + AROUND_MS).toISOString()}::timestamptz`;
  const stored = await execute<StoredRow & { session_path: string | null }>(
    context,
    sql`with own as materialized (
        select session_code from facts where project_id = ${projectId}
          and created_at = ${position.createdAt.toISOString()}::timestamptz and id = ${position.id}::uuid),
      session as materialized (
        select ${facts.createdAt} as session_time, ${facts.id} as session_id from ${facts}
        where ${facts.projectId} = ${projectId} and ${facts.createdAt} >= ${from} and ${facts.createdAt} <= ${to}
          and ${facts.sessionCode} = (select session_code from own) and ${facts.sessionCode} <> 0
        order by ${facts.createdAt}, ${facts.id} limit ${MOST + 1})
      select ${STORED_COLUMNS}, ${details.sessionPath} from session
      join ${facts} on ${facts.projectId} = ${projectId} and ${facts.createdAt} = session_time and ${facts.id} = session_id
      left join ${details} on ${details.projectId} = ${projectId} and ${details.createdAt} = session_time
        and ${details.id} = session_id
      order by ${facts.createdAt}, ${facts.id}`,
  );
  const rows = await readStoredRows(context, stored.slice(0, MOST));
  const requests = rows.map((row, index) => ({ ...row, path: stored[index]?.session_path ?? null }));
  return { requests, more: stored.length > MOST };
}
