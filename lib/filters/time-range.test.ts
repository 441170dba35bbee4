import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bucketStart,
  bucketStarts,
  chooseGranularity,
  GRANULARITIES,
  nextBucket,
  previousRange,
  RANGE_PRESETS,
  resolveRange,
  TooManyBucketsError,
} from "./time-range";

const ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Santiago", "Australia/Lord_Howe"];
const anyZone = fc.constantFrom(...ZONES);
const anyMoment = fc.date({
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});

test("a preset reaches back at least its length and on past now, in whole buckets", () => {
  const now = new Date("2026-11-20T16:30:10Z");
  expect(resolveRange({ preset: "24h" }, now, "UTC")).toEqual({
    from: new Date("2026-11-19T16:00:00Z"),
    to: new Date("2026-11-20T17:00:00Z"),
  });
  expect(resolveRange({ preset: "7d" }, now, "America/New_York")).toEqual({
    from: new Date("2026-11-13T05:00:00Z"),
    to: new Date("2026-11-21T05:00:00Z"),
  });
  const first = new Date("2026-11-18T08:10:00Z");
  expect(resolveRange({ preset: "all" }, now, "UTC", first).from).toEqual(new Date("2026-11-18T08:00:00Z"));
});

test("a range is compared with as much as has passed of it", () => {
  const range = { from: new Date("2026-11-20T00:00:00Z"), to: new Date("2026-11-21T00:00:00Z") };
  expect(previousRange(range, new Date("2026-11-20T06:00:00Z"))).toEqual({
    from: new Date("2026-11-19T18:00:00Z"),
    to: range.from,
  });
});

test("every preset's buckets are of the granularity that belongs to it, in every zone, at every moment", () => {
  const expected = { "1h": "minute", "24h": "hour", "7d": "day", "30d": "day", "90d": "day", all: "minute" };
  fc.assert(
    fc.property(anyMoment, anyZone, fc.constantFrom(...RANGE_PRESETS), (now, zone, preset) => {
      expect(chooseGranularity(resolveRange({ preset }, now, zone))).toBe(expected[preset]);
    }),
  );
});

test("days are local days, also where clocks change", () => {
  const range = { from: new Date("2026-10-31T12:00:00Z"), to: new Date("2026-11-03T12:00:00Z") };
  const days = bucketStarts(range, "day", "America/New_York").map((start) => start.toISOString());
  expect(days).toEqual([
    "2026-10-31T04:00:00.000Z",
    "2026-11-01T04:00:00.000Z",
    "2026-11-02T05:00:00.000Z",
    "2026-11-03T05:00:00.000Z",
  ]);
  // In Santiago the day of the change begins at 01:00: there is no midnight.
  const santiago = bucketStarts(
    { from: new Date("2026-09-05T12:00:00Z"), to: new Date("2026-09-07T12:00:00Z") },
    "day",
    "America/Santiago",
  );
  expect(santiago.map((start) => start.toISOString())).toEqual([
    "2026-09-05T04:00:00.000Z",
    "2026-09-06T04:00:00.000Z",
    "2026-09-07T03:00:00.000Z",
  ]);
});

test("buckets tile the range: in order, without gap, each moment in its own", () => {
  fc.assert(
    fc.property(anyMoment, anyZone, fc.constantFrom(...GRANULARITIES), (moment, zone, granularity) => {
      const start = bucketStart(moment, granularity, zone);
      const next = nextBucket(start, granularity, zone);
      expect(start <= moment && moment < next).toBe(true);
      const starts = bucketStarts({ from: start, to: new Date(next.getTime() + 1) }, granularity, zone);
      expect(starts).toEqual([start, next]);
    }),
  );
});

test("too many buckets are refused", () => {
  expect(() => bucketStarts({ from: new Date(0), to: new Date() }, "minute", "UTC")).toThrow(TooManyBucketsError);
});
