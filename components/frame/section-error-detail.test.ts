import { expect, test } from "vitest";
import { TooManyBucketsError } from "@/lib/filters/time-range";
import { sectionErrorDetail } from "./section-error-detail";

test("of a question that took too long, or of too long a range, a section says what to do", () => {
  const late = Object.assign(new Error("hidden in production"), { digest: "FACET_TOO_SLOW" });
  expect(sectionErrorDetail(late, false)).toContain("Choose a shorter time range");
  expect(sectionErrorDetail(late, false)).not.toContain("FACET_SEARCH_INDEX");
  expect(sectionErrorDetail(late, true)).toContain("FACET_SEARCH_INDEX=on");
  const long = new TooManyBucketsError("hidden in production");
  expect(sectionErrorDetail(long, false)).toContain("too long to be shown over time");
  for (const error of [Object.assign(new Error(), { digest: "123" }), new Error(), null])
    expect(sectionErrorDetail(error, true)).toContain("did not answer as expected");
});
