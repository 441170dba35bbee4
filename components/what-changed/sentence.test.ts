import { expect, test } from "vitest";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { Finding, PeriodFigures, WhatChanged } from "@/lib/query/what-changed/types";
import { signedText } from "./figures";
import { namesOf } from "./names";
import { nameParts } from "./narrow";
import { findingWords, wholeSentence } from "./sentence";

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
  same: [],
};

const findingSentence = (metric: ChangeMetric, finding: Finding, of: WhatChanged["whole"]) =>
  `${nameParts(finding).join(" = ")} ${findingWords(metric, finding, of)}`;

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

test("one call is a call, a latency is compared where there are two, and what is nearly gone is not all gone", () => {
  const none = figures({ requests: 0, cost: 0, latencyAvg: null });
  const one = { ...agent, after: figures({ requests: 1 }), change: -40 };
  expect(findingSentence("requests", one, whole)).toMatch(/: 1 call instead of 1,000\.$/);
  expect(findingSentence("requests", { ...one, before: none }, whole)).toMatch(/: new, 1 call\.$/);
  const fell = { ...agent, before: figures({ requests: 3000 }), after: figures({ requests: 3 }) };
  expect(findingSentence("cost", fell, whole)).toContain(">99 % fewer calls");
  expect(findingSentence("latency", { ...agent, before: none, after: figures({ latencyAvg: 4200 }) }, whole)).toMatch(
    /: new, 100 calls, 4\.20 s each on average\.$/,
  );
  expect(findingSentence("errors", { ...agent, before: none, after: figures({ errors: 41 }) }, whole)).toMatch(
    /: new, 100 calls, error rate 41\.0 %\.$/,
  );
  const shifted = { ...agent, before: figures({ requests: 10 }), after: figures({ requests: 100 }) };
  expect(findingSentence("latency", shifted, whole)).toMatch(/: 10\.0 times the calls\.$/);
  expect(wholeSentence("latency", { ...whole, before: none, change: 0 })).toBe("Average latency is 500 ms.");
  expect(wholeSentence("latency", { ...whole, after: none, change: 0 })).toBe("Average latency was 500 ms before.");
  const alike = {
    ...whole,
    before: figures({ latencyAvg: 500.1 }),
    after: figures({ latencyAvg: 500.2 }),
    change: 0.1,
  };
  expect(wholeSentence("latency", alike)).toBe("Average latency hardly changed: 500 ms in both periods.");
});

test("amounts have a sign, but for none and next to none", () => {
  const texts = [412, -0.5, 0, -1e-7].map((amount) => signedText("cost", amount));
  expect(texts).toEqual(["+$412.00", "−$0.5000", "$0.00", "<$0.000001"]);
  expect(signedText("latency", 0.2)).toBe("<1 ms");
});

test("names of many dimensions are cut short", () => {
  expect(namesOf(["User"])).toBe("User");
  expect(namesOf(["Country", "Error", "User"])).toBe("Country, Error and User");
  expect(namesOf(Array.from("abcdefghijk"))).toBe("a, b, c, d, e, f, g, h and 3 more");
});
