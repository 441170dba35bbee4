import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bucketStart,
  bucketStarts,
  chooseGranularity,
  GRANULARITIES,
  nextBucket,
  possibleGranularities,
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

test("weeks begin on Monday and months on the first, in the zone, also where midnight is skipped or the clock changes", () => {
  const starts = (from: string, to: string, granularity: "week" | "month", zone: string) =>
    bucketStarts({ from: new Date(from), to: new Date(to) }, granularity, zone).map((start) => start.toISOString());
  expect(starts("2026-10-22T10:00:00Z", "2026-11-09T10:00:00Z", "week", "Europe/Berlin")).toEqual([
    "2026-10-18T22:00:00.000Z",
    "2026-10-25T23:00:00.000Z",
    "2026-11-01T23:00:00.000Z",
    "2026-11-08T23:00:00.000Z",
  ]);
  expect(starts("2026-02-10T10:00:00Z", "2026-04-02T10:00:00Z", "month", "America/New_York")).toEqual([
    "2026-02-01T05:00:00.000Z",
    "2026-03-01T05:00:00.000Z",
    "2026-04-01T04:00:00.000Z",
  ]);
  // In Beirut the clocks went forward at midnight, so that the week of Sunday, March 29, 2026 had one hour less.
  expect(starts("2026-03-24T00:00:00Z", "2026-03-30T12:00:00Z", "week", "Asia/Beirut")).toEqual([
    "2026-03-22T22:00:00.000Z",
    "2026-03-29T21:00:00.000Z",
  ]);
});

test("what can be chosen for a range is never too many buckets, and the automatic one is among it", () => {
  const hours = fc.integer({ min: 1, max: 24 * 365 * 6 });
  fc.assert(
    fc.property(anyMoment, hours, anyZone, (from, length, zone) => {
      const range = { from, to: new Date(from.getTime() + length * 3_600_000) };
      const possible = possibleGranularities(range);
      expect(possible).toContain(chooseGranularity(range));
      for (const granularity of possible) {
        expect(bucketStarts(range, granularity, zone, 402).length).toBeLessThanOrEqual(402);
      }
    }),
    { numRuns: 30 },
  );
  const last = (days: number) => possibleGranularities({ from: new Date(0), to: new Date(days * 86_400_000) });
  expect(last(1 / 24)).toEqual(["minute"]);
  expect(last(7)).toEqual(["hour", "day"]);
  expect(last(90)).toEqual(["day", "week", "month"]);
  expect(last(365)).toEqual(["day", "week", "month"]);
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
