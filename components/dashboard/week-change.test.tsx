import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WeekChange } from "@/components/dashboard/week-change";
import type { WhatChanged } from "@/lib/query/what-changed/types";

const figures = { requests: 10, cost: 1, unpriced: 0, tokens: 0, errors: 0, latencyAvg: 1 };
const result = (postponed: string[], leftOut: number): WhatChanged => ({
  ...{ metric: "cost", findings: [], dimensions: [], postponed, leftOut },
  whole: { before: figures, after: figures, change: 0, ordinary: 1, parts: { of: "requests" } },
});
const words = (postponed: string[], leftOut: number) =>
  renderToStaticMarkup(<WeekChange result={result(postponed, leftOut)} findings={[]} href="/" />);

test("the week's change says what it does not compare, and nothing when it compares all", () => {
  expect(words([], 0)).not.toContain("Not compared here");
  expect(words(["User", "Job"], 1)).toContain(
    "Not compared here, as it takes longer: User, Job, 1 property without a fast slot.",
  );
});
