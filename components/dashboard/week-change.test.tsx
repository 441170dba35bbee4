import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WeekChange } from "@/components/dashboard/week-change";
import type { WhatChanged } from "@/lib/query/what-changed/types";

const figures = { requests: 10, cost: 1, unpriced: 0, tokens: 0, errors: 0, latencyAvg: 1 };
const result = (later: string[], leftOut: string[]): WhatChanged => ({
  ...{ metric: "cost", findings: [], dimensions: [], leftOut },
  postponed: later.map((label) => ({ label, until: "all" })),
  whole: { before: figures, after: figures, change: 0, ordinary: 1, parts: { of: "requests" } },
});
const words = (later: string[], leftOut: string[]) =>
  renderToStaticMarkup(<WeekChange result={result(later, leftOut)} findings={[]} href="/" />);

test("the week's change says what it does not compare, and nothing when it compares all", () => {
  expect(words([], [])).not.toContain("Not compared here");
  expect(words(["User", "Job"], ["Region"])).toContain("Not compared here, as it takes longer: User, Job and Region.");
  const many = Array.from({ length: 480 }, (_, index) => `K${index}`);
  expect(words(many, [])).toContain("K0, K1, K2, K3, K4, K5, K6, K7 and 472 more.");
});
