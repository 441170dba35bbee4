import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts } from "@/db/schema";

/** What no rollup can tell: how many different users there were, and when the newest request came. */
const SEEN = ["users", "last_seen"] as const;
export type Seen = (typeof SEEN)[number];

export const SEEN_COLUMNS: Record<Seen, SQL> = {
  users: sql`count(distinct ${facts.userCode}) filter (where ${facts.userCode} <> 0)`,
  last_seen: sql`max(${facts.createdAt})`,
};

export function isSeen(name: string): name is Seen {
  return SEEN.some((seen) => seen === name);
}
