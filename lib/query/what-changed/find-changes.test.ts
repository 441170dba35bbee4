import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "@/db/test-facts";
import { CHANGE_METRICS, type ChangeMetric } from "@/lib/filters/what-changed-params";
import { findChanges } from "./find-changes";
import type { DimensionSums } from "./group-rows";
import type { GroupSums, Sums } from "./sums";

type Call = { day: number; values: string[]; cost: number; tokens: number; latency: number; error: boolean };
type Plant = (call: Call, after: boolean, random: (below: number) => number) => Call[];

const DAYS = 7;
const DIMENSIONS = ["feature", "environment", "plan", "model", "user"] as const;
const nothing: Plant = (call) => [call];

/** Two weeks of an ordinary product: a weekly rhythm, busy and quiet days, a few large users, costs that differ a lot. */
function traffic(seed: number, plant: Plant, growth = 1): Call[] {
  const random = seededRandom(seed);
  const unit = () => (random(1_000_000) + 1) / 1_000_001;
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  const pick = (weights: readonly [string, number][]) => {
    let left = unit();
    for (const [value, weight] of weights) {
      left -= weight;
      if (left <= 0) return value;
    }
    return "";
  };
  return Array.from({ length: 2 * DAYS }, (_, day) => {
    const weekend = day % 7 >= 5;
    const calls = Math.round((weekend ? 150 : 400) * (1 + 0.1 * normal()) * (day < DAYS ? 1 : growth));
    return Array.from({ length: calls }, () => {
      const feature = pick([
        ["chat", 0.45],
        ["search", 0.25],
        ["agent", 0.2],
        ["digest", 0.1],
      ]);
      const values = [
        feature,
        pick([
          ["production", 0.85],
          ["staging", 0.15],
        ]),
        pick([
          ["free", 0.6],
          ["pro", 0.3],
          ["team", 0.1],
        ]),
        feature === "agent"
          ? "large"
          : pick([
              ["small", 0.8],
              ["large", 0.2],
            ]),
        `user-${Math.floor(30 * unit() ** 2)}`,
      ];
      const tokens = Math.round(800 * Math.exp(0.8 * normal()));
      const price = values[3] === "large" ? 10_000 : 600;
      const latency = Math.round(900 * Math.exp(0.5 * normal()));
      return plant({ day, values, cost: tokens * price, tokens, latency, error: unit() < 0.02 }, day >= DAYS, random);
    }).flat();
  }).flat();
}

function changesIn(calls: readonly Call[], metric: ChangeMetric) {
  const read = DIMENSIONS.map((label, index): DimensionSums => {
    const texts = [...new Set(calls.map(({ values }) => values[index] ?? ""))];
    const values = texts.map((text) => ({
      text,
      ...sumsOf(
        calls.filter((call) => call.values[index] === text),
        metric,
      ),
    }));
    return { dimension: { field: `property:${label}`, label, fieldId: null }, values, count: values.length };
  });
  return findChanges(
    metric,
    sumsOf(calls, metric),
    read,
    Array.from({ length: DAYS }, () => 1),
  );
}

function sumsOf(calls: readonly Call[], metric: ChangeMetric): GroupSums {
  const parts = Array.from({ length: DAYS }, () => ({ requests: 0, sum: 0 }));
  const sides = { before: [] as Call[], after: [] as Call[] };
  for (const call of calls) {
    sides[call.day < DAYS ? "before" : "after"].push(call);
    const part = parts[call.day];
    if (part === undefined) continue;
    part.requests += 1;
    part.sum += { cost: call.cost, requests: 1, latency: call.latency, errors: Number(call.error) }[metric];
  }
  return { before: total(sides.before), after: total(sides.after), parts };
}

function total(calls: readonly Call[]): Sums {
  const sum = (of: (call: Call) => number) => BigInt(calls.reduce((all, call) => all + of(call), 0));
  return {
    requests: BigInt(calls.length),
    cost: sum(({ cost }) => cost),
    unpriced: 0n,
    tokens: sum(({ tokens }) => tokens),
    errors: sum(({ error }) => Number(error)),
    latency: sum(({ latency }) => latency),
  };
}

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const named = ({ label, value }: { label: string; value: string | null }) => `${label} = ${value}`;

describe("with no cause planted", () => {
  test.each(CHANGE_METRICS)("nothing stands out of %s", (metric) => {
    const found = SEEDS.flatMap((seed) => changesIn(traffic(seed, nothing), metric).findings.map(named));
    expect(found).toEqual([]);
  });

  test("twice the traffic everywhere is a change of everything, of no value", () => {
    for (const seed of SEEDS.slice(0, 8)) {
      const { whole, findings } = changesIn(traffic(seed, nothing, 2), "requests");
      expect(whole.change).toBeGreaterThan(whole.ordinary);
      expect(findings.map(named)).toEqual([]);
    }
  });
});

describe("a planted cause is found first", () => {
  const agent = ({ values }: Call) => values[0] === "agent";
  const cases: { name: string; metric: ChangeMetric; plant: Plant; finds: string }[] = [
    {
      name: "a feature that is called three times as often",
      metric: "cost",
      plant: (call, after) => (after && agent(call) ? [call, { ...call }, { ...call }] : [call]),
      finds: "feature = agent",
    },
    {
      name: "prompts of one plan that grew",
      metric: "cost",
      plant: (call, after) =>
        after && call.values[2] === "team" ? [{ ...call, tokens: 4 * call.tokens, cost: 4 * call.cost }] : [call],
      finds: "plan = team",
    },
    {
      name: "a batch job of one user",
      metric: "requests",
      plant: (call, after) =>
        after && call.values[4] === "user-9" ? Array.from({ length: 12 }, () => ({ ...call })) : [call],
      finds: "user = user-9",
    },
    {
      name: "an environment that went away",
      metric: "requests",
      plant: (call, after) => (after && call.values[1] === "staging" ? [] : [call]),
      finds: "environment = staging",
    },
    {
      name: "a slow feature",
      metric: "latency",
      plant: (call, after) => [after && call.values[0] === "search" ? { ...call, latency: 3 * call.latency } : call],
      finds: "feature = search",
    },
    {
      name: "a feature that fails",
      metric: "errors",
      plant: (call, after, random) => [
        after && call.values[0] === "digest" ? { ...call, error: random(100) < 40 } : call,
      ],
      finds: "feature = digest",
    },
  ];
  test.each(cases)("$name", ({ metric, plant, finds }) => {
    for (const seed of SEEDS.slice(0, 8)) {
      const [first] = changesIn(traffic(seed, plant), metric).findings;
      expect(first && named(first)).toBe(finds);
    }
  });
});

test("contributions within a dimension add up to the change of everything, Other included", () => {
  const calls = traffic(7, nothing);
  fc.assert(
    fc.property(fc.constantFrom(...CHANGE_METRICS), fc.integer({ min: 0, max: 5 }), (metric, shown) => {
      const whole = sumsOf(calls, metric);
      const values = ["chat", "search", "agent", "digest"].map((text) => {
        return {
          text,
          ...sumsOf(
            calls.filter((call) => call.values[0] === text),
            metric,
          ),
        };
      });
      const dimension = { field: "property:feature", label: "Feature", fieldId: null } as const;
      const read = [{ dimension, values: values.slice(0, shown), count: values.length }];
      const found = findChanges(
        metric,
        whole,
        read,
        Array.from({ length: DAYS }, () => 1),
      );
      const sum = found.dimensions[0]?.contributions.reduce((all, { change }) => all + change, 0);
      expect(sum).toBeCloseTo(found.whole.change, 6);
    }),
    { numRuns: 24 },
  );
});

test("values of several dimensions with the same figures are one finding", () => {
  // The agent alone calls a model of its own, at a provider of its own.
  const calls = traffic(3, (call, after) => {
    const own = call.values[0] === "agent" ? "own" : "other";
    const each = { ...call, values: [...call.values.slice(0, 3), own, own] };
    return after && own === "own" ? [each, { ...each }, { ...each }] : [each];
  });
  const found = changesIn(calls, "cost").findings.filter(({ change }) => change > 0);
  expect(found.map(named)).toEqual(["feature = agent"]);
  expect(found[0]?.same.map(named)).toEqual(["model = own", "user = own"]);
});

test("a part of the earlier period without requests tells of its variation too", () => {
  const calls = traffic(5, nothing).filter(({ day }) => day < 2 || day >= DAYS);
  const { parts, ...sums } = sumsOf(calls, "requests");
  const find = (given: GroupSums["parts"]) =>
    findChanges("requests", { ...sums, parts: given }, [], [1, 1, 1, 1, 1, 1, 1]);
  expect(find(parts.slice(0, 2)).whole.ordinary).toBe(find(parts).whole.ordinary);
});

test("the rhythm of a day is no variation: over three days a doubling is found, and two like days are ordinary", () => {
  const lengths = Array.from({ length: 12 }, () => 6 * 3_600_000);
  const rhythm = (times: readonly number[]): GroupSums["parts"] =>
    lengths.map((_, index) => {
      const requests = Math.round((times[index % 4] ?? 0) * (1 + 0.02 * (index % 3)));
      return { requests, sum: requests };
    });
  const sumsOfParts = (parts: GroupSums["parts"], after: number): GroupSums => {
    const before = parts.reduce((sum, { requests }) => sum + requests, 0);
    const of = (requests: number) => ({ ...total([]), requests: BigInt(requests) });
    return { before: of(before), after: of(Math.round(before * after)), parts };
  };
  const [day, night] = [rhythm([50, 900, 1400, 300]), rhythm([300, 20, 20, 300])];
  const all = day.map(({ requests }, index) => {
    const both = requests + (night[index]?.requests ?? 0);
    return { requests: both, sum: both };
  });
  const dimension = { field: "property:feature", label: "Feature", fieldId: null } as const;
  const values = [
    { text: "day", ...sumsOfParts(day, 1) },
    { text: "night", ...sumsOfParts(night, 2) },
  ];
  const whole = sumsOfParts(all, 1);
  whole.after = { ...whole.after, requests: values.reduce((sum, { after }) => sum + after.requests, 0n) };
  const found = findChanges("requests", whole, [{ dimension, values, count: 2 }], lengths);
  expect(found.findings.map(named)).toEqual(["Feature = night"]);
  expect(found.whole.ordinary).toBeLessThan(0.1 * Number(whole.before.requests));
});
