import { expect, test } from "vitest";
import { isMissingPartition } from "./data-error";

test("a missing partition is known in any language of the server", () => {
  const cause = Object.assign(new Error("keine Partition von Relation »facts« für die Zeile gefunden"), {
    code: "23514",
  });
  expect(isMissingPartition(new Error("Failed query", { cause }))).toBe(true);
  expect(isMissingPartition(Object.assign(new Error("duplicate key"), { code: "23505" }))).toBe(false);
});
