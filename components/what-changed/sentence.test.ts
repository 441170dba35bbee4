import { expect, test } from "vitest";
import type { Finding, PeriodFigures, WhatChanged } from "@/lib/query/what-changed/types";
import { findingSentence, wholeSentence } from "./sentence";

const figures = (given: Partial<PeriodFigures>): PeriodFigures => ({
  requests: 100,
  cost: 100,
  unpriced: 0,
  tokens: 10_000,
  errors: 0,
  latencyAvg: 500,
  ...given,
});

const whole: WhatChanged["whole"] = {
  before: figures({ cost: 600 }),
  after: figures({ cost: 1012 }),
  change: 412,
  ordinary: 30,
  parts: { of: "requests" },
};

const agent: Finding = {
  field: "property:feature",
  label: "Feature",
  kind: "value",
  value: "agent",
  before: figures({ requests: 1000, tokens: 1_000_000, cost: 100 }),
  after: figures({ requests: 2100, tokens: 2_940_000, cost: 294 }),
  change: 292.52,
  excess: 200,
  noise: 20,
  ordinary: 20,
  parts: { of: "requests" },
};

test("a finding says how much it explains, and by what", () => {
  expect(wholeSentence("cost", whole)).toBe("Cost rose by $412.00, from $600.00 to $1,012.00.");
  expect(findingSentence("cost", agent, whole)).toBe(
    "Feature = agent explains 71 % of +$412.00: 2.1 times the calls, 1.4 times the tokens per call.",
  );
});

test("what goes beyond the change of everything, or against it, is said so", () => {
  expect(findingSentence("cost", { ...agent, change: 500 }, whole)).toMatch(
    /^Feature = agent explains more than all of \+\$412\.00, with \+\$500\.00:/,
  );
  expect(findingSentence("cost", { ...agent, change: -50 }, whole)).toMatch(
    /^Feature = agent takes away \$50\.00, against \+\$412\.00 overall:/,
  );
  const still = { ...whole, change: 3 };
  expect(findingSentence("cost", agent, still)).toMatch(/^Feature = agent adds \$292\.52:/);
});

test("new, gone, untagged and statuses have their words", () => {
  const fresh = { ...agent, before: figures({ requests: 0, cost: 0 }), change: 41.2 };
  expect(findingSentence("cost", fresh, whole)).toBe("Feature = agent explains 10 % of +$412.00: new, 2,100 calls.");
  const gone = { ...agent, kind: "untagged" as const, value: null, after: figures({ requests: 0, cost: 0 }) };
  expect(findingSentence("requests", gone, whole)).toMatch(/^Feature = Untagged .*: gone, 1,000 calls before\.$/);
  expect(findingSentence("requests", { ...gone, field: "user", label: "User" }, whole)).toMatch(/^No user .*: gone/);
  const failing: Finding = {
    ...agent,
    field: "status",
    label: "Status",
    value: "5",
    before: figures({ requests: 100, errors: 2 }),
    after: figures({ requests: 100, errors: 41 }),
  };
  expect(findingSentence("errors", failing, whole)).toMatch(
    /^Status = 5xx explains 71 % of \+412: error rate 41\.0 % instead of 2\.0 %\.$/,
  );
});

test("calls without a price are said to be that, and not to be cheaper", () => {
  const unpriced = { ...agent, after: { ...agent.after, cost: null, unpriced: 2100 }, change: -100 };
  expect(findingSentence("cost", unpriced, whole)).toMatch(/100\.0 % of the calls unpriced instead of 0\.0 %\.$/);
  const half = { ...agent, after: { ...agent.after, cost: 147, unpriced: 1050 }, change: 47 };
  expect(findingSentence("cost", half, whole)).toContain("50.0 % of the calls unpriced instead of 0.0 %");
  expect(findingSentence("cost", half, whole)).not.toContain("cheaper");
  const none = { ...whole, after: figures({ cost: null, unpriced: 100 }), change: -600 };
  expect(wholeSentence("cost", none)).toBe("Cost fell by $600.00, from $600.00 to unpriced.");
});
