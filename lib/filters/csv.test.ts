import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv";

/** RFC 4180 as a reader sees it. */
function readCells(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
  }
  return cells;
}

test("any text comes back as it was, and none begins a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (texts) => {
      const cells = readCells(csvLine(texts));
      expect(cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ""))).toEqual(
        texts.map((text) => text.replace(/^'(?=[=+\-@\t\r\n])/, "")),
      );
      for (const cell of cells) expect(/^[=+\-@\t\r\n]/.test(cell) && Number.isNaN(Number(cell))).toBe(false);
    }),
  );
});

test("null, empty text, numbers and formulas", () => {
  expect(csvLine([null, "", 0.1 + 0.2, true, "=1+1", "-5", 'a "b", c'])).toBe(`,"",0.3,true,'=1+1,-5,"a ""b"", c"\r\n`);
});
