import fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "@/db/outcome";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { isPropertyField, propertyKey } from "@/lib/filters/fields";
import { type Filter, isLeaf, type Leaf, parseFilter } from "@/lib/filters/filter";
import { listRequests } from "./list-requests";
import { insertRequests, type TestRequest } from "./test-data";

const AT = new Date("2026-11-20T12:00:00Z").getTime();
// Sixteen fillers come first, so that `late` has no slot.
const KEYS = [
  "plan",
  "__proto__",
  "status",
  ...Array.from({ length: 13 }, (_, index) => `k${index}`),
  "late",
  "constructor",
];
const VALUES = ["", "free", "Paid%", "pa_id", "ünï", "a\\b", "50%"];

const anyRequest: fc.Arbitrary<TestRequest> = fc.record(
  {
    at: fc.constant(new Date(AT)),
    properties: fc.uniqueArray(
      fc.tuple(fc.constantFrom("plan", "__proto__", "status", "late", "constructor"), fc.constantFrom(...VALUES)),
      { selector: ([key]) => key },
    ),
    model: fc.constantFrom("gpt-4o", "gpt-4o-mini", "claude"),
    user: fc.constantFrom("ada", "bob"),
    status: fc.constantFrom(200, 204, 404, 429, 500, 499),
    outcome: fc.constantFrom(...OUTCOMES),
    cost: fc.constantFrom(null, 0, 70_000_000, 70_000_001, 1_000_000_000),
    ttftMs: fc.constantFrom(null, 0, 100),
    latencyMs: fc.constantFrom(0, 99, 100, 101),
    inputTokens: fc.constantFrom(null, 0, 10),
    cacheReadTokens: fc.constantFrom(null, 0, 10),
    costInput: fc.constantFrom(null, 0, 70_000_000),
    finishReason: fc.constantFrom(null, "stop", "length", "Paid%", ""),
    error: fc.constantFrom(null, "", "free", "pa_id 50%"),
    country: fc.constantFrom(null, "DE", "US"),
    feedback: fc.constantFrom(null, true, false),
    stream: fc.boolean(),
    outputTokens: fc.constantFrom(null, 5),
  },
  {
    requiredKeys: [
      "at",
      "properties",
      "model",
      "status",
      "outcome",
      "cost",
      "ttftMs",
      "latencyMs",
      "inputTokens",
      "cacheReadTokens",
      "costInput",
      "finishReason",
      "error",
      "country",
      "feedback",
      "stream",
      "outputTokens",
    ],
  },
);

const text = fc
  .oneof(fc.constantFrom(...VALUES, "ada", "gpt-4o", "stop", "DE", "never seen"), fc.string({ maxLength: 3 }))
  .filter((value) => !value.includes("\0"));
const textField = fc.constantFrom(
  "property:plan",
  "property:--proto--",
  "property:status",
  "property:late",
  "property:constructor",
  "property:none",
  "model",
  "user",
  "session",
  "finish_reason",
  "error",
  "country",
);
const anyLeaf = fc.oneof(
  fc.record({
    field: textField,
    op: fc.constantFrom("is", "is_not"),
    values: fc.array(text, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field: textField,
    op: fc.constantFrom("contains", "starts_with", "not_contains", "not_starts_with"),
    values: fc.array(
      text.filter((value) => value !== ""),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    field: textField,
    op: fc.constantFrom("matches", "not_matches"),
    values: fc.subarray(["^gpt-4o$", "(A|b)", "a{2}", "^p.*[%_]", "\\\\", "o-m|^c", "^$", "ü"], {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({
    field: fc.oneof(textField, fc.constantFrom("cost", "ttft", "total_tokens", "cost_input", "feedback", "stream")),
    op: fc.constantFrom("is_set", "is_unset"),
  }),
  fc.record({
    field: fc.constant("feedback"),
    op: fc.constantFrom("is", "is_not"),
    values: fc.subarray(["good", "bad"], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant("stream"),
    op: fc.constantFrom("is", "is_not"),
    values: fc.subarray(["yes", "no"], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant("status"),
    op: fc.constantFrom("is", "is_not"),
    values: fc.array(fc.constantFrom("200", "404", "2xx", "4xx", "error", "cancelled", "interrupted", "unreachable"), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({
    field: fc.constantFrom(
      ...[
        "cost",
        "cost_input",
        "ttft",
        "latency",
        "input_tokens",
        "output_tokens",
        "total_tokens",
        "cache_read_tokens",
      ],
    ),
    op: fc.constantFrom("eq", "gt", "gte", "lt", "lte"),
    values: fc.constantFrom(0, 0.07, 1, 5, 10, 15, 100, 100.5, -1, 1e300, 0.0700000005).map((value) => [value]),
  }),
);
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: anyLeaf },
    { weight: 1, arbitrary: fc.record({ and: fc.tuple(tie("node"), tie("node")) }) },
    { weight: 1, arbitrary: fc.record({ or: fc.tuple(tie("node"), tie("node")) }) },
    { weight: 1, arbitrary: fc.record({ not: tie("node") }) },
  ),
}));

test("Postgres finds what the plain meaning of a filter says", async () => {
  const { database } = await createTestDatabase();
  const requests = fc.sample(anyRequest, { numRuns: 200, seed: 7 });
  const id = await createTestProject(database);
  const filler: TestRequest = { at: new Date(AT - 1), properties: KEYS.map((key) => [canonical(key), "x"]) };
  const stored = requests.map((request) => ({
    ...request,
    properties: (request.properties ?? []).map(([key, value]): [string, string] => [canonical(key), value]),
  }));
  const ids = await insertRequests(database, id, [filler, ...stored]);
  const context = { database, project: { id, timeZone: "UTC" } };
  const range = { from: new Date(AT), to: new Date(AT + 1) };
  await fc.assert(
    fc.asyncProperty(node, async (input) => {
      const filter = parseFilter(input);
      const { rows } = await listRequests(context, { filter, range, order: "oldest", limit: 1000, cursor: null });
      const expected = ids.slice(1).filter((_, index) => matches(filter, stored[index] ?? filler));
      expect(new Set(rows.map((row) => row.id))).toEqual(new Set(expected));
    }),
    { numRuns: 300 },
  );
});

function canonical(key: string): string {
  return key === "__proto__" ? "--proto--" : key;
}

/** The meaning in plain code, to compare with. */
function matches(filter: Filter, request: TestRequest): boolean {
  if (isLeaf(filter)) return matchesLeaf(filter, request);
  if ("not" in filter) return !matches(filter.not, request);
  if ("and" in filter) return filter.and.every((child) => matches(child, request));
  return filter.or.some((child) => matches(child, request));
}

function matchesLeaf(leaf: Leaf, request: TestRequest): boolean {
  if (leaf.field === "status") {
    const found = leaf.values.some((value) => hasStatus(value, request));
    return leaf.op === "is" ? found : !found;
  }
  const actual = actualOf(leaf, request);
  if (leaf.op === "is_set") return actual !== null;
  if (leaf.op === "is_unset") return actual === null;
  if (actual === null) return false;
  if (leaf.op === "is_not") return leaf.values.every((value) => value !== actual);
  if (leaf.op === "not_contains") return !leaf.values.some((value) => compare("contains", actual, value));
  if (leaf.op === "not_starts_with") return !leaf.values.some((value) => compare("starts_with", actual, value));
  if (leaf.op === "not_matches") return !leaf.values.some((value) => compare("matches", actual, value));
  return leaf.values.some((value) => compare(leaf.op, actual, value));
}

function compare(op: Leaf["op"], actual: string | number, value: string | number): boolean {
  const [a, b] = [String(actual).toLowerCase(), String(value).toLowerCase()];
  switch (op) {
    case "contains":
      return a.includes(b);
    case "starts_with":
      return a.startsWith(b);
    case "matches":
      return new RegExp(String(value), "isu").test(String(actual));
    case "gt":
      return actual > value;
    case "gte":
      return actual >= value;
    case "lt":
      return actual < value;
    case "lte":
      return actual <= value;
    default:
      return actual === value;
  }
}

function actualOf({ field }: Leaf, request: TestRequest): string | number | null {
  if (isPropertyField(field)) {
    const [, value] = (request.properties ?? []).find(([key]) => key === propertyKey(field)) ?? [];
    return value ?? null;
  }
  const { inputTokens = null, outputTokens = null, cost = null } = request;
  const values: Record<string, string | number | null | undefined> = {
    model: request.model,
    provider: "openai",
    user: request.user,
    session: request.session,
    finish_reason: request.finishReason,
    error: request.error,
    country: request.country,
    stream: request.stream ? "yes" : "no",
    feedback: choice(request.feedback, "good", "bad"),
    cost: cost === null ? null : cost / 1e9,
    cost_input: request.costInput == null ? null : request.costInput / 1e9,
    cache_read_tokens: request.cacheReadTokens,
    latency: request.latencyMs,
    ttft: request.ttftMs,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0),
  };
  return values[field] ?? null;
}

function choice(given: boolean | null | undefined, yes: string, no: string): string | null {
  if (given === undefined || given === null) return null;
  return given ? yes : no;
}

function hasStatus(value: string, { status = 200, outcome }: TestRequest): boolean {
  if (value === "error") return outcome === "interrupted" || (status >= 400 && outcome !== "cancelled");
  if (value === "cancelled" || value === "interrupted" || value === "unreachable") return outcome === value;
  return value.endsWith("xx") ? Math.floor(status / 100) === Number(value[0]) : status === Number(value);
}
