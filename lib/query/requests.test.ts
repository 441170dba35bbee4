import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { COUNT_CAP, countRequests } from "./count-requests";
import { CursorError } from "./cursor";
import { getRequest } from "./get-request";
import { firstRequestAt, hasRequests } from "./has-requests";
import { listRequests } from "./list-requests";
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

test.each(["newest", "oldest"] as const)(
  "pages hold every request once, %s first, also within one millisecond",
  async (order) => {
    const at = (milliseconds: number) => new Date(MIDNIGHT.getTime() + milliseconds);
    const moments = [-2, -1, 0, 0, 0, 0, 0, 1, 2, 86_400_000];
    const { context } = await openProject(
      moments.map((offset, index) => ({ at: at(offset), user: index % 2 ? "odd" : "even" })),
    );
    for (const text of ["", "user:odd"]) {
      const filter = parseFilterText(text);
      const whole = await listRequests(context, { filter, range, order, limit: 100, cursor: null });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listRequests(context, { filter, range, order, limit: 2, cursor });
        seen.push(...page.rows.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(whole.rows.map(({ id }) => id));
      expect(seen).toHaveLength(text === "" ? 10 : 5);
      const times = whole.rows.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => (order === "oldest" ? a - b : b - a)));
    }
  },
);

test("a foreign cursor is refused", async () => {
  const { context } = await openProject([]);
  const forged = Buffer.from("1e3.' or 1=1 --").toString("base64url");
  for (const cursor of ["", "x", forged]) {
    await expect(listRequests(context, { filter: null, range, order: "newest", limit: 1, cursor })).rejects.toThrow(
      CursorError,
    );
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
