import { describe, expect, it } from "vitest";
import { formatAge, formatBucket, formatMoment, formatOffset, formatTick } from "./time";

const at = Date.UTC(2026, 10, 20, 15, 44, 5, 678);

describe("moments", () => {
  it("says date, time and offset in the zone asked for", () => {
    expect(formatMoment(at, "UTC")).toBe("Nov 20, 2026, 15:44:05 UTC");
    expect(formatMoment(at, "Europe/Berlin")).toBe("Nov 20, 2026, 16:44:05 UTC+1");
    expect(formatMoment(new Date(at), "Asia/Kolkata")).toBe("Nov 20, 2026, 21:14:05 UTC+5:30");
    expect(formatMoment(Date.UTC(2026, 10, 20, 0, 0, 0), "UTC")).toBe("Nov 20, 2026, 00:00:00 UTC");
    expect(formatOffset(at, "America/St_Johns")).toBe("UTC-3:30");
  });

  it("is relative up to a day, then absolute", () => {
    const ago = (milliseconds: number) => formatAge(at - milliseconds, at, "UTC");
    expect(ago(-200)).toBe("just now");
    expect(ago(4_999)).toBe("just now");
    expect(ago(12_000)).toBe("12 s ago");
    expect(ago(5 * 60_000)).toBe("5 min ago");
    expect(ago(23.9 * 3_600_000)).toBe("23 h ago");
    expect(ago(24 * 3_600_000)).toBe("Nov 19, 15:44");
    expect(ago(400 * 86_400_000)).toBe("Oct 16, 2025, 15:44");
  });
});

describe("buckets", () => {
  it("names them in the project's zone", () => {
    const start = Date.UTC(2026, 10, 19, 23, 0, 0);
    expect(formatBucket(start, "hour", "Europe/Berlin")).toBe("Nov 20, 00:00");
    expect(formatBucket(start, "day", "Europe/Berlin")).toBe("Fri, Nov 20");
    expect(formatBucket(start, "day", "UTC")).toBe("Thu, Nov 19");
    expect(formatBucket(start, "month", "UTC")).toBe("Nov 2026");
  });

  it("shows the date where a day begins, else the hour", () => {
    expect(formatTick(Date.UTC(2026, 10, 19, 23), "hour", "Europe/Berlin")).toBe("Nov 20");
    expect(formatTick(at, "hour", "UTC")).toBe("15:44");
    expect(formatTick(at, "day", "UTC")).toBe("Nov 20");
  });
});
