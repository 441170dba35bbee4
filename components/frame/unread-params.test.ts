import fc from "fast-check";
import { expect, test } from "vitest";
import { unreadParams } from "@/components/frame/unread-params";
import { COLUMN_IDS, formatColumns } from "@/components/properties/table-columns";
import { columnIds } from "@/components/requests/column-ids";
import {
  defaultLayout,
  formatLayout,
  withMoved,
  withPinned,
  withVisible,
  withWidth,
} from "@/components/requests/column-layout";

const names = (page: "requests" | "properties", search: string) =>
  unreadParams(page, new URLSearchParams(search)).map(({ name }) => name);

test("what the address says and the page does not know is named, everything else is not", () => {
  expect(names("requests", "order=newest&columns=&filter=x")).toEqual([]);
  expect(names("requests", "order=price&columns=cost,model")).toEqual(["order", "columns"]);
  expect(names("requests", "columns=v.nope")).toEqual(["columns"]);
  expect(names("requests", "order=-cost&columns=v.user~p.cost~d~w.cost-120~o.cost.model")).toEqual([]);
  expect(names("properties", "metric=cost&sort=-cost&figures=cost,users&page=2&list=name")).toEqual([]);
  expect(names("properties", "metric=x&granularity=x&compare=x&list=x&sort=x&figures=x&page=x")).toEqual([
    ...["metric", "granularity", "compare", "list", "sort", "figures", "page"],
  ]);
});

test("nothing that the pages write themselves is unknown", () => {
  const columns = columnIds([{ key: "feature" }, { key: "中文" }, { key: "v.~-x" }]);
  const column = fc.constantFrom(...columns.slice(1));
  fc.assert(
    fc.property(fc.array(fc.tuple(column, column, fc.integer({ min: 0, max: 900 }))), (edits) => {
      const layout = edits.reduce((now, [one, other, width]) => {
        const moved = withMoved(now, one, other, "after");
        return withWidth(withPinned(withVisible(moved, [one], width % 2 === 0), other, width % 3 === 0), one, width);
      }, defaultLayout(columns));
      const search = new URLSearchParams({ columns: formatLayout(layout, columns) });
      expect(unreadParams("requests", search)).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...COLUMN_IDS)), (ids) => {
      const search = new URLSearchParams({ figures: formatColumns(new Set(ids)) });
      expect(unreadParams("properties", search)).toEqual([]);
    }),
  );
});
