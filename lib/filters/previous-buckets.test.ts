import fc from "fast-check";
import { expect, test } from "vitest";
import { previousBuckets } from "./previous-buckets";
import { bucketStarts, nextBucket, possibleGranularities, RANGE_PRESETS, resolveRange } from "./time-range";

const iso = (moments: Date[]) => moments.map((moment) => moment.toISOString());

test("the last 7 days stand before the same weekdays a week earlier, also over a clock change", () => {
  const now = new Date("2026-11-04T23:30:00Z");
  const range = resolveRange({ preset: "7d" }, now, "America/New_York");
  const { buckets, range: before } = previousBuckets(range, "day", "America/New_York", now);
  expect(buckets).toHaveLength(8);
  expect(iso(buckets).slice(0, 2)).toEqual(["2026-10-21T04:00:00.000Z", "2026-10-22T04:00:00.000Z"]);
  expect(iso([before.from, before.to])).toEqual(["2026-10-21T04:00:00.000Z", "2026-10-29T04:00:00.000Z"]);
});

test("hours stand before the same hours of a day before, months before months", () => {
  const now = new Date("2026-11-20T16:30:00Z");
  const day = previousBuckets(resolveRange({ preset: "24h" }, now, "UTC"), "hour", "UTC", now);
  expect(iso(day.buckets).slice(0, 1)).toEqual(["2026-11-18T16:00:00.000Z"]);
  const range = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-05-01T00:00:00Z") };
  expect(iso(previousBuckets(range, "month", "UTC", now).buckets)).toEqual([
    "2026-01-01T00:00:00.000Z",
    "2026-02-01T00:00:00.000Z",
  ]);
});

test("what the range cuts off is cut off before as well", () => {
  const range = { from: new Date("2026-11-10T06:00:00Z"), to: new Date("2026-11-12T18:00:00Z") };
  const before = previousBuckets(range, "day", "UTC", new Date("2026-11-20T00:00:00Z"));
  expect(iso(before.buckets)).toEqual([
    "2026-11-08T00:00:00.000Z",
    "2026-11-09T00:00:00.000Z",
    "2026-11-10T00:00:00.000Z",
  ]);
  expect(iso([before.range.from, before.range.to])).toEqual(["2026-11-08T06:00:00.000Z", "2026-11-10T18:00:00.000Z"]);
});

test("there is one bucket before each, all of them earlier and tiling their range", () => {
  const zone = fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "America/Santiago");
  const moment = fc.date({ min: new Date("2024-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  const preset = fc.constantFrom(...RANGE_PRESETS.filter((each) => each !== "all"));
  fc.assert(
    fc.property(moment, zone, preset, (now, timeZone, name) => {
      const range = resolveRange({ preset: name }, now, timeZone);
      for (const granularity of possibleGranularities(range)) {
        const starts = bucketStarts(range, granularity, timeZone);
        const { buckets } = previousBuckets(range, granularity, timeZone, now);
        expect(buckets).toHaveLength(starts.length);
        for (const [index, start] of buckets.entries()) {
          expect(start.getTime()).toBeLessThan(starts[index]?.getTime() ?? 0);
          const next = buckets[index + 1];
          if (next) expect(nextBucket(start, granularity, timeZone)).toEqual(next);
        }
      }
    }),
    { numRuns: 40 },
  );
});
