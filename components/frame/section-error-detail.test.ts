import { expect, test } from "vitest";
import { TooManyBucketsError } from "@/lib/filters/time-range";
import { sectionErrorDetail } from "./section-error-detail";

test("of a question that took too long, or of too long a range, a section says what to do", () => {
  const late = Object.assign(new Error("hidden in production"), { digest: "FACET_TOO_SLOW" });
  expect(sectionErrorDetail(late)).toContain("Choose a shorter time range");
  const long = new TooManyBucketsError("hidden in production");
  expect(sectionErrorDetail(long)).toContain("too long to be shown over time");
  for (const error of [Object.assign(new Error(), { digest: "123" }), new Error(), null])
    expect(sectionErrorDetail(error)).toContain("did not answer as expected");
});
