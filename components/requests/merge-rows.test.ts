import fc from "fast-check";
import { expect, it } from "vitest";
import type { RequestRow } from "@/lib/query/list-requests";
import { mergeRows } from "./merge-rows";

const row = (id: string): RequestRow => ({
  id,
  createdAt: new Date(0),
  status: 200,
  outcome: "completed",
  provider: null,
  model: null,
  found: null,
  requestPreview: null,
  responsePreview: null,
  inputTokens: null,
  outputTokens: null,
  totalTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  usageEstimated: false,
  latencyMs: 1,
  ttftMs: null,
  cost: null,
  unpricedReason: null,
  costs: { input: null, output: null, cacheRead: null, cacheWrite: null },
  finishReason: null,
  error: null,
  user: null,
  session: null,
  country: null,
  feedback: null,
  properties: [],
});

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map((number) => String(number).padStart(2, "0")));

it("holds every row once, newest first, and none that the next page would bring again", () => {
  fc.assert(
    fc.property(ids, ids, fc.boolean(), (arrived, loaded, more) => {
      const descending = loaded.toSorted().reverse();
      const merged = mergeRows(arrived.map(row), descending.map(row), more).map(({ id }) => id);
      const last = descending.at(-1);
      const wanted = arrived.filter((id) => !more || last === undefined || id > last);
      expect(merged).toEqual([...new Set([...wanted, ...loaded])].sort().reverse());
    }),
  );
});
