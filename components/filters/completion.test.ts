import fc from "fast-check";
import { expect, it } from "vitest";
import { errorSpan, fieldStart, matchRank, spotAt, withoutTerm } from "./completion";

const KEYS = new Set(["environment", "user-type", "cost"]);
/** The caret stands where the bar is. */
const at = (text: string) => spotAt(text.replace("|", ""), text.indexOf("|"), KEYS);

it.each([
  ["|", { kind: "field", typed: "", start: 0, end: 0 }],
  ["cost>1 env|", { kind: "field", typed: "env", start: 7, end: 10 }],
  ["(-env|iron", { kind: "field", typed: "env", start: 2, end: 9 }],
  ["environment:|", { kind: "value", field: "property:environment", operator: ":", typed: "", start: 12 }],
  ["-User_Type:fr|", { kind: "value", field: "property:user-type", negative: true, typed: "fr", start: 11 }],
  ["environment:a,*b|", { kind: "value", typed: "b", start: 14, listed: true }],
  ['environment:"a, b|', { kind: "value", typed: "a, b", start: 12, listed: false }],
  ["latency>=2|", { kind: "value", field: "latency", operator: ">=", typed: "2" }],
  ["model~gp|", { kind: "value", field: "model", operator: "~", typed: "gp" }],
  ["property:cost:|", { kind: "value", field: "property:cost" }],
  ["nothing:|", { kind: "none" }],
])("%s", (text, spot) => {
  expect(at(text)).toMatchObject(spot);
});

it("leaves out the condition at the caret", () => {
  expect(withoutTerm("cost>1 environment:prod model:x", 15)).toBe("cost>1   model:x");
  expect(withoutTerm("environment:", 12)).toBe("");
});

it("writes a field the short way where that is clear", () => {
  expect(fieldStart("property:environment", KEYS)).toBe("environment:");
  expect(fieldStart("property:cost", KEYS)).toBe("property:cost:");
  expect(fieldStart("cost", KEYS)).toBe("cost>");
  expect(matchRank("user t", ["user-type", "User Type"])).toBe(0);
  expect(matchRank("type", ["user-type"])).toBe(1);
  expect(matchRank("x", ["user-type"])).toBeNull();
});

it("marks the word that is wrong, also at the very end", () => {
  expect(errorSpan("model:x colour:red (", 8)).toEqual({ start: 8, end: 18 });
  expect(errorSpan("model:", 6)).toEqual({ start: 5, end: 6 });
});

it("always names a stretch of the text that holds the caret", () => {
  const piece = fc.constantFrom(
    "model",
    ":",
    "gpt",
    "*",
    " ",
    '"',
    "\\",
    ",",
    "-",
    "~",
    ">",
    "(",
    ")",
    "property:",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), fc.nat(30), (pieces, offset) => {
      const text = pieces.join("");
      const caret = Math.min(offset, text.length);
      const { start, end } = spotAt(text, caret, KEYS);
      expect(start).toBeLessThanOrEqual(caret);
      expect(end).toBeGreaterThanOrEqual(caret);
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
