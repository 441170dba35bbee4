import { expect, test } from "vitest";
import { sectionErrorDetail } from "./section-error-detail";

test("of a question that took too long a section says what to do", () => {
  const late = Object.assign(new Error("hidden in production"), { digest: "FACET_TOO_SLOW" });
  expect(sectionErrorDetail(late)).toContain("Choose a shorter time range");
  for (const error of [Object.assign(new Error(), { digest: "123" }), new Error(), null])
    expect(sectionErrorDetail(error)).toContain("did not answer as expected");
});
