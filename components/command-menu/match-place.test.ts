import { expect, test } from "vitest";
import { matchPlace } from "./match-place";

test("finds by words, the beginnings of words first, never by scattered letters", () => {
  expect(matchPlace("value Environment environment production", "prod")).toBe(1);
  expect(matchPlace("value Environment environment production", "PROD env")).toBe(1);
  expect(matchPlace("value Environment environment production", "duct")).toBe(0.5);
  expect(matchPlace("property Device Type device-type", "prod")).toBe(0);
  expect(matchPlace("page Dashboard", " dash ")).toBe(1);
});
