import "server-only";
import { sql } from "drizzle-orm";
import type { Outcome } from "@/db/outcome";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import { searchedWords } from "@/lib/filters/searched-words";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { decodeCursor, encodeCursor, type PagePosition } from "./cursor";
import { readStoredRows, type StoredRow, selectStored } from "./request-rows";
import { type FieldCodes, resolveFields } from "./resolve-fields";
import { searchWindows } from "./search-windows";
import { matchingFacts } from "./sql/filter-clause";
import { beyond, orderBy, orderValue } from "./sql/request-order";
import { foundStretch } from "./sql/search-clause";

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
  /** What was said around the place where the filter found its words; null: it looked for none, or not there. */
  found: string | null;
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
  const range = after === null ? input.range : narrowed(input.range, input.order, after.createdAt);
  const codes = await resolveFields(context, input.filter);
  const stored: OrderedRow[] = [];
  for (const window of searchWindows(input.filter, range, input.order)) {
    const limit = input.limit + 1 - stored.length;
    stored.push(...(await readWindow(context, { ...input, range: window, limit }, after, codes)));
    if (stored.length > input.limit) break;
  }
  const shown = stored.slice(0, input.limit);
  const rows = await readStoredRows(context, shown);
  const last = shown.at(-1);
  if (stored.length <= input.limit || last === undefined) return { rows, nextCursor: null };
  const value = last.order_value === null ? null : String(last.order_value);
  return { rows, nextCursor: encodeCursor({ createdAt: new Date(last.created_ms), id: last.id, value }, input.order) };
}

type OrderedRow = StoredRow & { order_value: string | number | null };

/** The first rows of a stretch of the range. */
function readWindow(
  context: QueryContext,
  { filter, range, order, limit }: ListRequests,
  after: PagePosition | null,
  codes: FieldCodes,
): Promise<OrderedRow[]> {
  const projectId = context.project.id;
  const matching = matchingFacts({ projectId, ...range, filter, reads: [] }, codes);
  // The page is cut first, by the index or by a heap of its size.
  const page = sql`select ${facts.createdAt} as page_time, ${facts.id} as page_id ${matching}
    and ${beyond(after, order)} ${orderBy(order)} limit ${limit}`;
  const found = foundStretch(searchedWords(filter));
  return execute<OrderedRow>(context, selectStored(projectId, page, orderValue(order), orderBy(order), found));
}

/** Leaves out the partitions that earlier pages have been through; by a number, the next row may be of any day. */
function narrowed(range: ResolvedRange, order: RequestOrder, reached: Date): ResolvedRange {
  if (order === "oldest") return { from: reached > range.from ? reached : range.from, to: range.to };
  if (order !== "newest") return range;
  const end = new Date(reached.getTime() + 1);
  return { from: range.from, to: end < range.to ? end : range.to };
}
