import fc from "fast-check";
import { expect, it } from "vitest";
import { columnIds, formatHidden, propertyColumn, readHidden } from "./column-ids";

it("remembers exactly what was hidden, and shows what is new", () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1 }).map(propertyColumn), { maxLength: 40 });
  fc.assert(
    fc.property(keys, fc.array(fc.boolean(), { minLength: 60 }), (properties, choices) => {
      const columns = [...columnIds([]), ...properties];
      const hidden = columns.filter((_, index) => choices[index]);
      expect(readHidden(formatHidden(hidden), columns)).toEqual(hidden);
      expect(readHidden(formatHidden(hidden), [...columns, "property:brand-new"])).toEqual(hidden);
    }),
  );
});

it("fits the columns of 500 hidden properties into one cookie", () => {
  const properties = Array.from({ length: 500 }, (_, index) => propertyColumn(`a-rather-long-property-name-${index}`));
  expect(formatHidden([...columnIds([]), ...properties]).length).toBeLessThan(4_000);
});

it("hides nothing for a cookie that is none of ours", () => {
  expect(readHidden(undefined, columnIds([]))).toEqual([]);
  expect(readHidden("%%%", columnIds([]))).toEqual([]);
});
