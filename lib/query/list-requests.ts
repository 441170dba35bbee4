import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Outcome } from "@/db/outcome";
import { details, facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import { readStoredRows, STORED_COLUMNS, type StoredRow } from "./request-rows";
import { leavesOf, resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { readsDetails } from "./sql/grouped";

export type RequestRow = {
  id: string;
  createdAt: Date;
  status: number;
  outcome: Outcome;
  provider: string | null;
  model: string | null;
  requestPreview: string | null;
  responsePreview: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Null when neither is known. */
  totalTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  /** The numbers were counted by us, not reported. */
  usageEstimated: boolean;
  latencyMs: number;
  ttftMs: number | null;
  /** USD; null: unpriced, for the reason beside it. */
  cost: number | null;
  unpricedReason: string | null;
  error: string | null;
  user: string | null;
  session: string | null;
  /** Sorted by key. */
  properties: { key: string; value: string }[];
};

export type RequestPage = {
  rows: RequestRow[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
};

export type ListRequests = {
  filter: Filter | null;
  range: ResolvedRange;
  order: "newest" | "oldest";
  /** 1 to 1,000. */
  limit: number;
  cursor: string | null;
};

/** One page of requests. Throws CursorError for a cursor that is none of ours. */
export async function listRequests(context: QueryContext, input: ListRequests): Promise<RequestPage> {
  const after = input.cursor === null ? null : decodeCursor(input.cursor);
  const codes = await resolveFields(context, input.filter);
  const fields = leavesOf(input.filter).map(({ field }) => field);
  const projectId = context.project.id;
  const range = after === null ? input.range : narrowed(input.range, input.order, after.createdAt);
  const matching = matchingFacts(
    { projectId, ...range, filter: input.filter, needsDetails: readsDetails(fields, codes) },
    codes,
  );
  const direction = sql.raw(input.order === "newest" ? "desc" : "asc");
  const order = sql`order by ${facts.createdAt} ${direction}, ${facts.id} ${direction}`;
  // The page is cut first, by the index; the wide table is then read for its rows only.
  const stored = await execute<StoredRow>(
    context,
    sql`with page as materialized (
        select ${facts.createdAt} as page_time, ${facts.id} as page_id ${matching} and ${beyond(after, input.order)}
        ${order} limit ${input.limit + 1})
      select ${STORED_COLUMNS} from page
      join ${facts} on ${facts.projectId} = ${projectId} and ${facts.createdAt} = page_time and ${facts.id} = page_id
      left join ${details} on ${details.projectId} = ${projectId} and ${details.createdAt} = page_time and ${details.id} = page_id
      ${order}`,
  );
  const rows = await readStoredRows(context, stored.slice(0, input.limit));
  const last = rows.at(-1);
  return { rows, nextCursor: stored.length > input.limit && last !== undefined ? encodeCursor(last) : null };
}

/** The index compares the pair as a whole: two requests of one millisecond are still told apart. */
function beyond(after: Position | null, order: ListRequests["order"]): SQL {
  if (after === null) return sql`true`;
  const position = sql`(${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
  return sql`(${facts.createdAt}, ${facts.id}) ${sql.raw(order === "newest" ? "<" : ">")} ${position}`;
}

/** Leaves out the partitions that earlier pages have been through. */
function narrowed(range: ResolvedRange, order: ListRequests["order"], reached: Date): ResolvedRange {
  if (order === "oldest") return { from: reached > range.from ? reached : range.from, to: range.to };
  const end = new Date(reached.getTime() + 1);
  return { from: range.from, to: end < range.to ? end : range.to };
}
