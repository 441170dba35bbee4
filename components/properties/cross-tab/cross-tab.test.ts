import { describe, expect, it } from "vitest";
import { filterText } from "@/components/properties/choose-values";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import type { CrossTab, CrossTabLine } from "@/lib/query/cross-tab";
import { arrangeLines } from "./arrange-lines";
import { inLine } from "./cell-filter";
import { HEAT_STEPS, heatSteps, shareAt } from "./shares";
import { cellWords, differenceWords } from "./words";

const cell = (figure: number | null, requests = figure ?? 0) => ({ figure, requests });
const line = (value: string | null, total: number, kind: CrossTabLine["kind"] = "value"): CrossTabLine => ({
  field: "property:plan",
  ...{ kind, value, total: cell(total) },
});

const table: CrossTab = {
  metric: "requests",
  rows: [line("paid", 12), line("free", 9), line(null, 1, "untagged")],
  columns: [line("chat", 12), line("spellcheck", 9), line(null, 1, "other")],
  cells: [
    [cell(9), cell(3), null],
    [cell(2), cell(6), cell(1)],
    [cell(1), null, null],
  ],
  total: cell(22),
  rowValues: 2,
  columnValues: 3,
  source: "facts",
  reason: "",
};
const names = (lines: CrossTabLine[]) => lines.map(({ kind, value }) => value ?? kind);

describe("a cross-tab", () => {
  it("is ordered by totals, names or one line of the other side; Other and Untagged stay last", () => {
    expect(names(arrangeLines(table, "-total", "-total").rows)).toEqual(["paid", "free", "untagged"]);
    expect(names(arrangeLines(table, "-v:spellcheck", "-v:free").rows)).toEqual(["free", "paid", "untagged"]);
    expect(names(arrangeLines(table, "-v:spellcheck", "-v:free").columns)).toEqual(["spellcheck", "chat", "other"]);
    expect(names(arrangeLines(table, "name", "-other").rows)).toEqual(["free", "paid", "untagged"]);
    expect(names(arrangeLines(table, "total", "-v:gone").rows)).toEqual(["free", "paid", "untagged"]);
    expect(arrangeLines(table, "total", "").rows.map(({ index }) => index)).toEqual([1, 0, 2]);
  });

  it("shares out what adds up, and only that", () => {
    expect(shareAt(table, 1, 1, "row")).toBeCloseTo(6 / 9);
    expect(shareAt(table, 1, 0, "column")).toBeCloseTo(2 / 12);
    expect(shareAt(table, 0, 0, "all")).toBeCloseTo(9 / 22);
    expect(shareAt(table, 0, 2, "row")).toBeNull();
    expect(shareAt({ ...table, metric: "latency_avg" }, 0, 0, "row")).toBeNull();
  });

  it("is darkest where most is; one outlier does not leave the rest pale", () => {
    expect(heatSteps(table, "row")).toEqual([
      [5, 2, 0],
      [2, 4, 1],
      [HEAT_STEPS, 0, 0],
    ]);
    const slow = { ...table, metric: "latency_avg" as const };
    slow.cells = [
      [cell(1), cell(2), cell(3)],
      [cell(4), cell(5), cell(60_000)],
      [null, cell(0), cell(3)],
    ];
    expect(heatSteps(slow, "row")).toEqual([
      [2, 3, 4],
      [5, HEAT_STEPS, HEAT_STEPS],
      [0, 0, 4],
    ]);
  });

  it("says a cell and the widest difference in words", () => {
    expect(cellWords(table, 1, 1)).toBe(
      "free, spellcheck: 6 requests; 66.7 % of free, 66.7 % of spellcheck, 27.3 % of all",
    );
    expect(cellWords(table, 0, 2)).toBe("paid, Other: no requests");
    expect(differenceWords(table)).toBe(
      "chat makes up 75.0 % of paid’s requests and 22.2 % of free’s: 3.4 times as much.",
    );
    expect(differenceWords({ ...table, metric: "latency_avg" })).toBeNull();
    expect(differenceWords({ ...table, rows: table.rows.slice(0, 1), cells: table.cells.slice(0, 1) })).toBeNull();
  });

  it("opens exactly the requests of a line", () => {
    const filter = parseFilterText("status:2xx property:plan:paid,free");
    const text = (parts: ReturnType<typeof inLine>) => (parts === null ? null : filterText(parts));
    expect(text(inLine(filter, "property:plan", line("free", 1), table.rows))).toBe("status:2xx property:plan:free");
    expect(text(inLine(filter, "property:plan", line(null, 1, "untagged"), table.rows))).toBe(
      "status:2xx property:plan:paid,free -property:plan:*",
    );
    expect(text(inLine(null, "property:area", line(null, 1, "other"), table.columns))).toBe(
      "-property:area:chat,spellcheck",
    );
    expect(text(inLine(null, "status", line("404", 1), []))).toBe("status:404");
    expect(inLine(null, "status", line("999", 1), [])).toBeNull();
    const many = Array.from({ length: 201 }, (_, index) => line(`v${index}`, 1));
    expect(inLine(null, "model", line(null, 1, "other"), many)).toBeNull();
  });
});
