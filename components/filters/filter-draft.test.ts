import fc from "fast-check";
import { expect, it } from "vitest";
import { parseFilter } from "@/lib/filters/filter";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { anyFilter } from "@/lib/filters/test-filters";
import { draftOf, filterOf, newGroup, replaceNode } from "./filter-draft";

it("keeps every filter as it is", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parseFilter(filterOf(draftOf(filter)))).toEqual(filter);
    }),
  );
  expect(filterOf(draftOf(null))).toBeNull();
});

it("puts a condition into a group, negates the group and takes it away", () => {
  const draft = draftOf(parseFilterText("model:a cost>1"));
  const [first] = draft.children;
  const id = first?.id ?? 0;
  const grouped = replaceNode(draft, id, (node) => [{ ...newGroup("or", [node, node]), not: true }]);
  expect(parseFilter(filterOf(grouped))).toEqual(parseFilterText("NOT (model:a OR model:a) cost>1"));
  const emptied = replaceNode(draft, id, () => [newGroup("or")]);
  expect(parseFilter(filterOf(emptied))).toEqual(parseFilterText("cost>1"));
});
