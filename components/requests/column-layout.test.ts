import fc from "fast-check";
import { expect, it } from "vitest";
import { columnIds, propertyColumn } from "./column-ids";
import {
  type ColumnLayout,
  defaultLayout,
  formatLayout,
  readLayout,
  shownColumns,
  withMoved,
  withPinned,
  withVisible,
  withWidth,
} from "./column-layout";

type Change = (layout: ColumnLayout) => ColumnLayout;

const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });
const pick = (columns: readonly string[], index: number) => columns[index % columns.length] ?? "time";
const change = fc
  .tuple(fc.constantFrom("hide", "show", "move", "pin", "unpin", "width"), fc.nat(), fc.nat(), fc.boolean())
  .map(([kind, first, second, flag]) => (columns: readonly string[]): Change => {
    const column = pick(columns, first);
    if (kind === "hide" || kind === "show") return (layout) => withVisible(layout, [column], kind === "show");
    if (kind === "pin" || kind === "unpin") return (layout) => withPinned(layout, column, kind === "pin");
    if (kind === "width") return (layout) => withWidth(layout, column, second % 1_000);
    return (layout) => withMoved(layout, column, pick(shownColumns(layout), second), flag ? "before" : "after");
  });

it("reads back exactly what it wrote, and shows what is new", () => {
  fc.assert(
    fc.property(keys, fc.array(change, { maxLength: 25 }), (properties, changes) => {
      const columns = columnIds(properties.map((key) => ({ key })));
      fc.pre(new Set(columns).size === columns.length);
      const layout = changes.reduce((before, make) => make(columns)(before), defaultLayout(columns));
      expect(new Set(layout.order)).toEqual(new Set(columns));
      const text = formatLayout(layout, columns);
      expect(text).toMatch(/^[\w.~-]*$/);
      expect(formatLayout(readLayout(text, columns), columns)).toBe(text);
      expect(shownColumns(readLayout(text, columns))).toEqual(shownColumns(layout));
      expect(readLayout(text, columns).widths).toEqual(layout.widths);
      const more = columnIds([...properties.map((key) => ({ key })), { key: "brand-new" }]);
      expect(shownColumns(readLayout(text, more))).toContain("property:brand-new");
    }),
  );
});

it("moves a column to the place where it is dropped, and pins it among pinned ones", () => {
  const columns = columnIds([]);
  const moved = withMoved(defaultLayout(columns), "latency", "status", "before");
  expect(shownColumns(moved).slice(0, 4)).toEqual(["time", "latency", "status", "model"]);
  const pinned = withPinned(moved, "cost", true);
  expect(shownColumns(pinned).slice(0, 4)).toEqual(["time", "cost", "latency", "status"]);
  const joined = withMoved(pinned, "model", "cost", "after");
  expect(joined.pinned).toEqual(new Set(["cost", "model"]));
  expect(withMoved(joined, "model", "provider", "after").pinned).toEqual(new Set(["cost"]));
  expect(shownColumns(withMoved(joined, "time", "provider", "after"))[0]).toBe("time");
});

it("fits 500 hidden properties into one cookie", () => {
  const properties = Array.from({ length: 500 }, (_, index) => ({ key: `a-rather-long-property-name-${index}` }));
  const columns = columnIds(properties);
  const layout = withVisible(defaultLayout(columns), columns, false);
  const text = formatLayout(layout, columns);
  expect(text.length).toBeLessThan(4_000);
  expect(shownColumns(readLayout(text, columns))).toEqual(["time"]);
});

it("lays the table out as at first for a text that is none of ours", () => {
  const columns = columnIds([]);
  for (const text of ["", "%%%", "o.nothing~w.cost-x~v.", "~~~"]) {
    expect(formatLayout(readLayout(text, columns), columns)).toBe("");
  }
  expect(shownColumns(readLayout("v.time.cost", [...columns, propertyColumn("x")]))).not.toContain("cost");
});
