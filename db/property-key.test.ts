import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalPropertyKey, displayPropertyName } from "./property-key";

test("every spelling of a property is one key", () => {
  for (const spelling of ["User-Type", "user_type", "User Type", "  USER-TYPE ", "user-type"]) {
    expect(canonicalPropertyKey(spelling)).toBe("user-type");
  }
  expect(canonicalPropertyKey("__proto__")).toBe("--proto--");
});

test("the canonical key of a canonical key is itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (spelling) => {
      const key = canonicalPropertyKey(spelling);
      expect(canonicalPropertyKey(key)).toBe(key);
    }),
  );
});

test("display names are title case and keep capitals", () => {
  expect(displayPropertyName("User-Type")).toBe("User Type");
  expect(displayPropertyName("user_type")).toBe("User Type");
  expect(displayPropertyName("Job-UUID")).toBe("Job UUID");
  expect(displayPropertyName("job-uuid")).toBe("Job UUID");
  expect(displayPropertyName("  plan ")).toBe("Plan");
  expect(displayPropertyName("été")).toBe("Été");
  expect(displayPropertyName("--")).toBe("--");
});
