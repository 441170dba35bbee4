import fc from "fast-check";
import { expect, test } from "vitest";
import { storedKey } from "@/db/stored-property";
import { cleanText, cutText } from "@/db/stored-text";
import { clampInteger, clampSmallint } from "./clean";
import { finishRecord } from "./finish-record";
import { testRecord } from "./test-record";

test("cost comes from the price table, in parts that add up to the total", async () => {
  const { facts, details } = await finishRecord(testRecord());
  expect(facts).toMatchObject({ cost: 27_000, costInput: 15_000, costOutput: 12_000, usageSource: 2 });
  expect(details).toMatchObject({ pricedAs: "gpt-4o-mini", unpricedReason: null });
  expect(details.priceVersion).toMatch(/^genai-prices@/);
});

test("an unknown model is unpriced, never 0", async () => {
  const { facts, details } = await finishRecord(testRecord({ requestModel: "nobody-1", responseModel: null }));
  expect(facts).toMatchObject({ cost: null, costInput: null, inputTokens: 100 });
  expect(details).toMatchObject({ pricedAs: null, priceVersion: null, unpricedReason: "unknown-model" });
});

test("how a call was served decides about its price, and records of an older Facet do not say", async () => {
  const flex = await finishRecord(testRecord({ serviceTier: "flex" }));
  expect(flex.facts).toMatchObject({ cost: 13_500, costInput: 7_500, costOutput: 6_000 });
  expect(flex.details.priceVersion).toMatch(/, flex$/);
  const priority = await finishRecord(testRecord({ serviceTier: "priority" }));
  expect(priority.facts.cost).toBeNull();
  expect(priority.details.unpricedReason).toBe("service-tier");
});

test("usage is estimated where asked, and says so", async () => {
  const estimateFrom = { prompt: "Say hello to everybody.", output: "Hello" };
  const { facts } = await finishRecord(testRecord({ usage: null, usageSource: "none", estimateFrom }));
  expect(facts.usageSource).toBe(1);
  expect(facts.inputTokens).toBeGreaterThan(3);
  expect(facts.outputTokens).toBe(1);
  expect(facts.cost).toBeGreaterThan(0);
});

test("without usage nothing is counted and nothing priced", async () => {
  const { facts, details } = await finishRecord(testRecord({ usage: null, usageSource: "reported" }));
  expect(facts).toMatchObject({ usageSource: 0, inputTokens: null, cost: null, audioTokens: null });
  expect(details.unpricedReason).toBe("no-usage");
});

test("a refused call costs 0 and says so; one that never got an answer is unpriced", async () => {
  const refused = { usage: null, usageSource: "none", status: 429 } as const;
  const { facts, details } = await finishRecord(testRecord(refused));
  expect(facts).toMatchObject({ cost: 0, costOutput: 0, inputTokens: null });
  expect(details).toMatchObject({ priceVersion: "not-billed", pricedAs: null, unpricedReason: null });
  for (const outcome of ["unreachable", "interrupted", "cancelled"] as const) {
    expect((await finishRecord(testRecord({ ...refused, outcome }))).facts.cost).toBeNull();
  }
});

test("of a property sent twice the last value counts", async () => {
  const properties = ["a", "b"].map((value) => ({ key: "plan", spelling: "Plan", value }));
  const finished = await finishRecord(testRecord({ properties }));
  expect(finished.properties).toEqual([{ key: "plan", spelling: "Plan", value: "b" }]);
});

test("the model is the overriding one, else the one that answered, else the one asked for", async () => {
  const modelOf = async (changes: object) => (await finishRecord(testRecord(changes))).named.model;
  expect(await modelOf({ modelOverride: "o" })).toBe("o");
  expect(await modelOf({})).toBe("gpt-4o-mini-2024-07-18");
  expect(await modelOf({ responseModel: null })).toBe("gpt-4o-mini");
});

test("cut and cleaned text is well-formed, free of NUL and a prefix of what it was", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      fc.nat(20),
      (text, length) => {
        const clean = cleanText(text);
        expect(encodeURIComponent(clean)).not.toContain("%00");
        const cut = cutText(clean, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(length, clean.length) - 1);
        expect(clean.startsWith(cut)).toBe(true);
        expect(() => encodeURIComponent(cut)).not.toThrow();
      },
    ),
  );
});

test("numbers fit their columns", () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const [small, whole] = [clampSmallint(value), clampInteger(value)];
      expect(small === null).toBe(Number.isNaN(value));
      if (small === null || whole === null) return;
      expect(Number.isInteger(small) && small >= 0 && small < 2 ** 15).toBe(true);
      expect(Number.isInteger(whole) && whole >= 0 && whole < 2 ** 31).toBe(true);
    }),
  );
});

test("endless keys stay different and fit the index", () => {
  const [one, other] = [storedKey(`${"k".repeat(5000)}1`), storedKey(`${"k".repeat(5000)}2`)];
  expect(one).not.toBe(other);
  expect(one.length).toBeLessThanOrEqual(256);
  expect(storedKey(one)).toBe(one);
});
