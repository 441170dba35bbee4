import "server-only";
import { sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import type { Position } from "./cursor";
import { type ExportedRequest, exportRequests } from "./export-requests";
import { matchingRequests } from "./matching-requests";
import { resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { orderBy } from "./sql/request-order";
import { takenInTime } from "./taken-in-time";

/** Bodies may be 1 MiB each: few of them are held at a time. */
const PAGE = 1_000;
const PAGE_WITH_BODIES = 20;
/** Sorting millions of requests takes its time. */
const SORT_MS = 300_000;

export type ExportQuestion = {
  filter: Filter | null;
  range: ResolvedRange;
  order: RequestOrder;
  /** Only these, whatever filter and range say; newest first. */
  among: readonly Position[] | null;
};
export type ExportOptions = { bodies: boolean; page?: number; stalledMs?: number };

/**
 * The requests asked for in the order of the table, a page at a time and the next one when it is asked for. By time each
 * page is read anew, by place: no request is missed or comes twice, whatever changes meanwhile. By a number, which may
 * change, all of it is read from one snapshot.
 */
export function exportedRequests(
  context: QueryContext,
  question: ExportQuestion,
  options: ExportOptions,
): AsyncGenerator<ExportedRequest[]> {
  const { order } = question;
  return order === "newest" || order === "oldest"
    ? byTime(context, { ...question, order }, options)
    : bySnapshot(context, question, options);
}

const sizeOf = ({ bodies, page }: ExportOptions) => page ?? (bodies ? PAGE_WITH_BODIES : PAGE);

async function* byTime(
  context: QueryContext,
  question: ExportQuestion & { order: "newest" | "oldest" },
  options: ExportOptions,
): AsyncGenerator<ExportedRequest[]> {
  const { among, order } = question;
  const size = sizeOf(options);
  const pages = among === null ? matchingRequests(context, question, Math.max(size, PAGE)) : [among];
  for await (const page of pages) {
    const places = among !== null && order === "oldest" ? page.toReversed() : page;
    for (let start = 0; start < places.length; start += size)
      yield await exportRequests(context, places.slice(start, start + size), options.bodies);
  }
}

async function* bySnapshot(
  context: QueryContext,
  question: ExportQuestion,
  options: ExportOptions,
): AsyncGenerator<ExportedRequest[]> {
  if (question.among?.length === 0) return;
  const select = await rankedPlaces(context, question);
  const size = sizeOf(options);
  const { readable, writable } = new TransformStream<ExportedRequest[], ExportedRequest[]>();
  const writer = writable.getWriter();
  const reading = context.database
    .transaction(
      async (transaction) => {
        const reader = { ...context, database: transaction };
        await transaction.execute(sql`set local statement_timeout = ${sql.raw(String(SORT_MS))}`);
        await execute(reader, sql`declare exported_requests no scroll cursor for ${select}`);
        for (;;) {
          const fetch = sql`fetch forward ${sql.raw(String(size))} from exported_requests`;
          const rows = await execute<{ created_ms: number; id: string }>(reader, fetch);
          if (rows.length === 0) return;
          const places = rows.map((row) => ({ createdAt: new Date(row.created_ms), id: row.id }));
          const taken = writer.write(await exportRequests(reader, places, options.bodies));
          await takenInTime(taken, options.stalledMs);
        }
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    )
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    // Who reads is told by the stream.
    .catch(() => undefined);
  try {
    // Leaving the loop ends the stream, the next write with it, and so the transaction.
    for await (const rows of readable) yield rows;
  } finally {
    await reading;
  }
}

async function rankedPlaces(context: QueryContext, { filter, range, order, among }: ExportQuestion) {
  const asked = among === null ? { filter, range } : { filter: null, range: spanOf(among) };
  const codes = await resolveFields(context, asked.filter);
  const scope = { projectId: context.project.id, ...asked.range, filter: asked.filter, reads: [] };
  const matching = matchingFacts(scope, codes);
  const times = arrayOf(
    "timestamptz",
    (among ?? []).map(({ createdAt }) => createdAt),
  );
  const ids = arrayOf(
    "uuid",
    (among ?? []).map(({ id }) => id),
  );
  const chosen =
    among === null ? sql`` : sql` and (${facts.createdAt}, ${facts.id}) in (select * from unnest(${times}, ${ids}))`;
  return sql`select (extract(epoch from ${facts.createdAt}) * 1000)::float8 as created_ms, ${facts.id}
    ${matching}${chosen} ${orderBy(order)}`;
}

function spanOf(places: readonly Position[]): ResolvedRange {
  const moments = places.map(({ createdAt }) => createdAt.getTime());
  return { from: new Date(Math.min(...moments)), to: new Date(Math.max(...moments) + 1) };
}
