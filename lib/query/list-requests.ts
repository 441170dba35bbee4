import "server-only";
import { sql } from "drizzle-orm";
import type { Outcome } from "@/db/outcome";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";
import { readStoredRows, type StoredRow, selectStored } from "./request-rows";
import { leavesOf, resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { readsDetails } from "./sql/grouped";
import { beyond, orderBy, orderValue } from "./sql/request-order";

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
  reasoningTokens: number | null;
  /** The numbers were counted by us, not reported. */
  usageEstimated: boolean;
  latencyMs: number;
  ttftMs: number | null;
  /** USD; null: unpriced, for the reason beside it. */
  cost: number | null;
  unpricedReason: string | null;
  /** USD by kind; null where that kind is not priced. */
  costs: { input: number | null; output: number | null; cacheRead: number | null; cacheWrite: number | null };
  finishReason: string | null;
  error: string | null;
  user: string | null;
  session: string | null;
  /** ISO 3166-1 alpha-2 code; null: nobody said. */
  country: string | null;
  /** What a user thought of the answer; null: not said. */
  feedback: boolean | null;
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
  order: RequestOrder;
  /** 1 to 1,000. */
  limit: number;
  cursor: string | null;
};

/** One page of requests. Throws CursorError for a cursor that is none of ours. */
export async function listRequests(context: QueryContext, input: ListRequests): Promise<RequestPage> {
  const after = input.cursor === null ? null : decodeCursor(input.cursor, input.order);
  const codes = await resolveFields(context, input.filter);
  const fields = leavesOf(input.filter).map(({ field }) => field);
  const projectId = context.project.id;
  const range = after === null ? input.range : narrowed(input.range, input.order, after.createdAt);
  const matching = matchingFacts(
    { projectId, ...range, filter: input.filter, needsDetails: readsDetails(fields, codes) },
    codes,
  );
  const order = orderBy(input.order);
  // The page is cut first, by the index or by a heap of its size.
  const page = sql`select ${facts.createdAt} as page_time, ${facts.id} as page_id ${matching}
    and ${beyond(after, input.order)} ${order} limit ${input.limit + 1}`;
  const stored = await execute<StoredRow & { order_value: string | number | null }>(
    context,
    selectStored(projectId, page, orderValue(input.order), order),
  );
  const shown = stored.slice(0, input.limit);
  const rows = await readStoredRows(context, shown);
  const last = shown.at(-1);
  if (stored.length <= input.limit || last === undefined) return { rows, nextCursor: null };
  const value = last.order_value === null ? null : String(last.order_value);
  return { rows, nextCursor: encodeCursor({ createdAt: new Date(last.created_ms), id: last.id, value }, input.order) };
}

/** Leaves out the partitions that earlier pages have been through; by a number, the next row may be of any day. */
function narrowed(range: ResolvedRange, order: RequestOrder, reached: Date): ResolvedRange {
  if (order === "oldest") return { from: reached > range.from ? reached : range.from, to: range.to };
  if (order !== "newest") return range;
  const end = new Date(reached.getTime() + 1);
  return { from: range.from, to: end < range.to ? end : range.to };
}
