import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { groupingOf, textColumn } from "./columns";

/** What no rollup can tell: how many different users there were, and when the newest request came. */
const SEEN = ["users", "last_seen"] as const;
export type Seen = (typeof SEEN)[number];

/** Needs `user` among the fields that are read: its values may be merged. */
export function seenColumn(seen: Seen, codes: FieldCodes): SQL {
  if (seen === "last_seen") return sql`max(${facts.createdAt})`;
  const { user, isSomeone } = userOf(codes);
  return sql`count(distinct ${user}) filter (where ${isSomeone(user)})`;
}

/** What tells a request's user from others, and the condition on it that there is one. */
export function userOf(codes: FieldCodes): { user: SQL; isSomeone: (user: SQL) => SQL } {
  const column = textColumn("user", codes);
  const isSomeone = (user: SQL) => (column.kind === "code" ? sql`${user} <> 0` : sql`${user} is not null`);
  return { user: groupingOf(column).value, isSomeone };
}

export function isSeen(name: string): name is Seen {
  return SEEN.some((seen) => seen === name);
}
