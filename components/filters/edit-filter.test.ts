import { expect, it } from "vitest";
import { allOf } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { exclude, narrowTo } from "./edit-filter";

const after = (change: typeof narrowTo, text: string, value: string | null) =>
  formatFilter(allOf(change(parseFilterText(text), "property:plan", value)));

it("narrows to a value in place of the one before, and keeps everything else", () => {
  expect(after(narrowTo, "", "pro")).toBe("property:plan:pro");
  expect(after(narrowTo, "property:plan:free,trial cost>1", "pro")).toBe("property:plan:pro cost>1");
  expect(after(narrowTo, "model:gpt-5", null)).toBe("model:gpt-5 -property:plan:*");
});

it("collects what is excluded in one condition", () => {
  expect(after(exclude, "cost>1", "pro")).toBe("cost>1 -property:plan:pro");
  expect(after(exclude, "-property:plan:free cost>1", "pro")).toBe("-property:plan:free,pro cost>1");
  expect(after(exclude, "-property:plan:pro", "pro")).toBe("-property:plan:pro");
  expect(after(exclude, "property:plan:*", null)).toBe("property:plan:*");
});
