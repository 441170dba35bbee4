import "server-only";
import { sql } from "drizzle-orm";
import type { Outcome } from "@/db/outcome";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import { searchedWords } from "@/lib/filters/searched-words";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { decodeCursor, encodeCursor, type PagePosition } from "./cursor";
import { pageWindows } from "./page-windows";
import { readRowsAt } from "./request-rows";
import { type FieldCodes, resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { beyond, firstPlaces } from "./sql/request-order";
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
  const places: PagePosition[] = [];
  for (const window of pageWindows(input.filter, range, input.order)) {
    const limit = input.limit + 1 - places.length;
    places.push(...(await readPlaces(context, { ...input, range: window, limit }, after, codes)));
    if (places.length > input.limit) break;
  }
  const shown = places.slice(0, input.limit);
  const words = searchedWords(input.filter);
  const rows = await readRowsAt(context, shown, words.length === 0 ? undefined : foundStretch(words));
  const last = shown.at(-1);
  const nextCursor = places.length <= input.limit || last === undefined ? null : encodeCursor(last, input.order);
  return { rows, nextCursor };
}

/** The places of the first rows of a stretch of the range. */
async function readPlaces(
  context: QueryContext,
  { filter, range, order, limit }: ListRequests,
  after: PagePosition | null,
  codes: FieldCodes,
): Promise<PagePosition[]> {
  const matching = matchingFacts({ projectId: context.project.id, ...range, filter, reads: [] }, codes);
  const rows = await execute<{ created_ms: number; id: string; order_value: string | number | null }>(
    context,
    firstPlaces(sql`${matching} and ${beyond(after, order)}`, order, limit),
  );
  return rows.map(({ created_ms, id, order_value }) => ({
    createdAt: new Date(created_ms),
    id,
    value: order_value === null ? null : String(order_value),
  }));
}

/** Leaves out the partitions that earlier pages have been through; by a number, the next row may be of any day. */
function narrowed(range: ResolvedRange, order: RequestOrder, reached: Date): ResolvedRange {
  if (order === "oldest") return { from: reached > range.from ? reached : range.from, to: range.to };
  if (order !== "newest") return range;
  const end = new Date(reached.getTime() + 1);
  return { from: range.from, to: end < range.to ? end : range.to };
}
