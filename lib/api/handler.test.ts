import { expect, test } from "vitest";
import { toApiError } from "./handler";

test("a question that was given up says what makes it shorter, and what makes searches fast", () => {
  const cancelled = new Error("Failed query", { cause: Object.assign(new Error("canceled"), { code: "57014" }) });
  const { code, message } = toApiError(cancelled);
  expect(code).toBe("unavailable");
  expect(message).toContain("Choose a shorter range");
  expect(message).toContain("FACET_SEARCH_INDEX=on");
});
