import "server-only";
import { sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import { execute, type QueryContext } from "./context";

/** Whether the project has any request at all, whatever range and filter say. */
export async function hasRequests(context: QueryContext): Promise<boolean> {
  const rows = await execute<{ one: number }>(
    context,
    sql`select 1 as one from ${facts} where ${facts.projectId} = ${context.project.id} limit 1`,
  );
  return rows.length > 0;
}

/** The moment of the project's first request; null when there is none. */
export async function firstRequestAt(context: QueryContext): Promise<Date | null> {
  const [row] = await execute<{ first: number | null }>(
    context,
    sql`select (extract(epoch from min(${facts.createdAt})) * 1000)::float8 as first
      from ${facts} where ${facts.projectId} = ${context.project.id}`,
  );
  return typeof row?.first === "number" ? new Date(row.first) : null;
}
