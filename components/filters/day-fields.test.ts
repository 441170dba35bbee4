import { expect, test } from "vitest";
import { bucketStart, nextBucket } from "@/lib/filters/time-range";
import { dayFields, FIRST_TIME, LAST_TIME, rangeOf } from "./day-fields";

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

// Ordinary days, half hours, days of 23, 24.5 and 25 hours, and days whose midnight is skipped.
test.each([
  ["UTC", "2026-11-20"],
  ["Asia/Kolkata", "2026-11-20"],
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Africa/Cairo", "2026-04-24"],
  ["Africa/Cairo", "2026-04-23"],
])("a whole day in %s, %s, is all of it, and is shown as that day", (timeZone, day) => {
  const from = bucketStart(noon(day), "day", timeZone);
  const whole = { from, to: nextBucket(from, "day", timeZone) };
  const fields = dayFields(whole, timeZone);
  expect(fields.to).toEqual(fields.from);
  expect(fields.toTime).toBe(LAST_TIME);
  expect(rangeOf({ ...fields, fromTime: FIRST_TIME }, timeZone)).toEqual(whole);
});

test("other ends are taken as they stand", () => {
  const range = { from: new Date("2026-11-03T08:00:00Z"), to: new Date("2026-11-05T12:30:00Z") };
  const fields = dayFields(range, "UTC");
  expect(fields).toMatchObject({ fromTime: "08:00", toTime: "12:30" });
  expect(rangeOf(fields, "UTC")).toEqual(range);
  expect(rangeOf({ ...fields, toTime: "24:00" }, "UTC")).toBeNull();
  expect(rangeOf({ ...fields, to: fields.from, toTime: "07:00" }, "UTC")).toBeNull();
});
