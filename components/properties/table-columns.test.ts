import { expect, it } from "vitest";
import { formatChange } from "@/components/format/change";
import { COLUMN_IDS, formatColumns, readColumns, readSort } from "./table-columns";
import { csvHead, csvLine } from "./values-csv";

it("keeps the columns of the table in the address, in their own order", () => {
  expect(readColumns("")).toEqual(readColumns("nothing,__proto__"));
  expect(readColumns("users,cost,constructor")).toEqual(["cost", "users"]);
  expect(formatColumns(new Set(["users", "cost"]))).toBe("cost,users");
  expect(formatColumns(new Set(readColumns("")))).toBe("");
  expect(readColumns(formatColumns(new Set(COLUMN_IDS)))).toEqual(COLUMN_IDS);
});

it("sorts by what can be sorted by", () => {
  expect(readSort("last_seen")).toEqual({ by: "last_seen", descending: false });
  expect(readSort("-cost_change")).toEqual({ by: "cost_change", descending: true });
  expect(readSort("-toString")).toEqual({ by: "cost", descending: true });
});

it("says a change without infinities, and none where there is nothing to compare", () => {
  expect([formatChange(112.4, 100), formatChange(50, 100), formatChange(100, 100)]).toEqual([
    "+12.4 %",
    "−50.0 %",
    "0.0 %",
  ]);
  expect([formatChange(1, 0), formatChange(0, 1), formatChange(0, 0)]).toEqual(["new", "gone", null]);
  expect([formatChange(null, 1), formatChange(1, null)]).toEqual([null, null]);
  expect(formatChange(20_000, 1)).toBe("+1,999,900 %");
});

it("writes hostile values into a CSV as text, and what is unknown as nothing", () => {
  const figures = { requests: 1, cost: null, costAvg: null, unpriced: 1, inputTokens: 0, outputTokens: 0, errors: 0 };
  const latency = { latencyAvg: 1.5, latencyP50: 1, latencyP95: 2, latencyP99: 2, ttftAvg: null, errorRate: 0 };
  const row = { ...figures, ...latency, value: '=1+"2"', users: 0, lastSeen: null, before: null };
  const cells = csvLine(row, { requests: 4, cost: null }).trimEnd().split(",");
  expect(cells.slice(0, 7)).toEqual(['"\'=1+""2"""', "value", "1", "0.25", "", "", ""]);
  expect(cells).toHaveLength(csvHead().split(",").length);
});
