import { expect, test } from "vitest";
import { recordedPath } from "./recorded-path";

test.each([
  "key=AIza",
  "%6Bey=AIza",
  "KEY=AIza",
  "api_key=x",
  "x-api-key=x",
  "access_token=x",
  "id-token=x",
  "X-Amz-Security-Token=x",
  "X-Amz-Credential=x",
  "X-Goog-Signature=x",
  "sig=x",
  "client_secret=x",
  "password=x",
])("%s is not recorded", (parameter) => {
  expect(recordedPath(`/v1/x?a=1&${parameter}&b=2`)).toBe("/v1/x?a=1&b=2");
  expect(recordedPath(`/v1/x?${parameter}`)).toBe("/v1/x");
});

test.each(["api-version=2025-01-01", "alt=sse", "max_tokens=5", "keyword=x", "pageToken=", "monkey=1"])(
  "%s is",
  (parameter) => {
    expect(recordedPath(`/v1/x?${parameter}`)).toBe(`/v1/x?${parameter}`);
  },
);
