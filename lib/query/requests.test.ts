import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { REQUEST_ORDERS, type RequestOrder } from "@/lib/filters/request-order";
import { COUNT_CAP, countRequests } from "./count-requests";
import { CursorError } from "./cursor";
import { getRequest } from "./get-request";
import { firstRequestAt, hasRequests } from "./has-requests";
import { listRequests, type RequestPage, type RequestRow } from "./list-requests";
import { insertRequests, type TestRequest } from "./test-data";

const MIDNIGHT = new Date("2026-11-20T00:00:00Z");
const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z") };
const CALLER = "6f0f8f0e-0a5c-4b8e-9d52-3f6f5f0a9a11";

async function openProject(requests: TestRequest[]) {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const ids = await insertRequests(database, id, requests);
  return { context: { database, project: { id, timeZone: "UTC" } }, ids };
}

/** Few values, so that ties and unknowns are frequent; moments up to two days apart, many the same. */
const anyRequest = fc.record({
  at: fc.constantFrom(-2, 0, 0, 0, 1, 86_400_000, 172_800_000).map((offset) => new Date(MIDNIGHT.getTime() + offset)),
  cost: fc.constantFrom(null, 0, 1, 70_000_000, 3e15),
  latencyMs: fc.constantFrom(0, 1, 2_147_483_647),
  inputTokens: fc.constantFrom(null, 0, 7, 2_147_483_647),
  outputTokens: fc.constantFrom(null, 0, 2_147_483_647),
  user: fc.constantFrom("odd", "even"),
});

const NUMBERS = {
  cost: ({ cost }: RequestRow) => cost,
  latency: ({ latencyMs }: RequestRow) => latencyMs,
  tokens: ({ totalTokens }: RequestRow) => totalTokens,
};

/** What a row is sorted by, so that plain comparison gives its place: unknown last, then equals newest first. */
function placeOf(row: RequestRow, order: RequestOrder): [missing: number, value: number, time: number, id: string] {
  const { id } = row;
  const time = row.createdAt.getTime();
  if (order === "newest" || order === "oldest") return [0, 0, time, id];
  const name = order === "-cost" || order === "cost" ? "cost" : order.endsWith("latency") ? "latency" : "tokens";
  const number = NUMBERS[name](row);
  return [number === null ? 1 : 0, order.startsWith("-") ? -(number ?? 0) : (number ?? 0), time, id];
}

function inOrder(rows: readonly RequestRow[], order: RequestOrder): RequestRow[] {
  const later = order === "oldest" ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [placeOf(one, order), placeOf(other, order)];
    return a[0] - b[0] || a[1] - b[1] || later * (a[2] - b[2]) || (a[3] < b[3] ? -later : later);
  });
}

test("pages of every size and order hold every request once, in its place", async () => {
  const requests = fc.sample(anyRequest, { numRuns: 120, seed: 4 });
  const { context, ids } = await openProject(requests);
  const questions = fc.record({
    order: fc.constantFrom(...REQUEST_ORDERS),
    limit: fc.integer({ min: 1, max: 40 }),
    text: fc.constantFrom("", "user:odd"),
  });
  await fc.assert(
    fc.asyncProperty(questions, async ({ order, limit, text }) => {
      const filter = parseFilterText(text);
      const seen: RequestRow[] = [];
      let cursor: string | null = null;
      do {
        const page: RequestPage = await listRequests(context, { filter, range, order, limit, cursor });
        seen.push(...page.rows);
        cursor = page.nextCursor;
      } while (cursor !== null);
      const wanted = ids.filter((_, index) => text === "" || requests[index]?.user === "odd");
      expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(wanted));
      expect(seen).toHaveLength(wanted.length);
      expect(seen.map(({ id }) => id)).toEqual(inOrder(seen, order).map(({ id }) => id));
    }),
    { numRuns: 60, examples: REQUEST_ORDERS.map((order) => [{ order, limit: 7, text: "" }]) },
  );
});

test("a foreign cursor is refused", async () => {
  const { context } = await openProject([]);
  const forged = Buffer.from("1e3.' or 1=1 --").toString("base64url");
  for (const cursor of ["", "x", forged]) {
    await expect(listRequests(context, { filter: null, range, order: "newest", limit: 1, cursor })).rejects.toThrow(
      CursorError,
    );
  }
});

test("a cursor of one order is refused by another", async () => {
  const { context } = await openProject([{ at: MIDNIGHT }, { at: MIDNIGHT }]);
  const ask = (order: RequestOrder, cursor: string | null) =>
    listRequests(context, { filter: null, range, order, limit: 1, cursor });
  const { nextCursor } = await ask("-cost", null);
  expect((await ask("-cost", nextCursor)).rows).toHaveLength(1);
  for (const order of ["newest", "oldest", "cost", "-latency"] as const) {
    await expect(ask(order, nextCursor)).rejects.toThrow(CursorError);
  }
});

test("a request is found by our id and by the caller's, the newest of two", async () => {
  const later = new Date(MIDNIGHT.getTime() + 1);
  const { context, ids } = await openProject([
    { at: MIDNIGHT, callerId: CALLER, properties: [["plan", "pro"]], requestBody: '{"messages":[]}', cost: 1_500_000 },
    { at: later, callerId: CALLER },
  ]);
  const [first = "", second = ""] = ids;
  expect(await getRequest(context, first.toUpperCase())).toMatchObject({
    id: first,
    cost: 0.0015,
    properties: [{ key: "plan", value: "pro" }],
    request: { text: '{"messages":[]}', contentType: "application/json", cut: false },
    response: { text: null },
  });
  expect((await getRequest(context, CALLER))?.id).toBe(second);
  const stranger = { ...context, project: { id: context.project.id + 1, timeZone: "UTC" } };
  expect(await getRequest(stranger, first)).toBeNull();
  expect(await getRequest(stranger, CALLER)).toBeNull();
});

test("counts stop at the cap unless the exact number is asked for", async () => {
  const { context } = await openProject([]);
  expect([await hasRequests(context), await firstRequestAt(context)]).toEqual([false, null]);
  const many = Array.from({ length: COUNT_CAP + 1 }, (_, index) => ({ at: new Date(MIDNIGHT.getTime() + index) }));
  await insertRequests(context.database, context.project.id, many);
  expect(await countRequests(context, { filter: null, range })).toEqual({ count: COUNT_CAP, capped: true });
  expect(await countRequests(context, { filter: null, range, exact: true })).toEqual({
    count: COUNT_CAP + 1,
    capped: false,
  });
  const filter = parseFilterText("model:unheard-of");
  expect(await countRequests(context, { filter, range })).toEqual({ count: 0, capped: false });
  expect([await hasRequests(context), await firstRequestAt(context)]).toEqual([true, MIDNIGHT]);
});
