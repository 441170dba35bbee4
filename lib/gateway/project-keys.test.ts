import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openProjectKeys } from "./project-keys";

/** Postgres and a clock in the test's hands. */
function openWorld() {
  const world = { now: 0, away: false, asked: 0, keys: new Map([["known", 1]]) };
  const find = async (key: string) => {
    world.asked++;
    if (world.away) throw new Error("connection refused");
    return world.keys.get(key) ?? null;
  };
  return { world, keys: openProjectKeys(find, 3_600_000, () => world.now) };
}

describe("openProjectKeys", () => {
  it("asks once and then answers without a promise", async () => {
    const { world, keys } = openWorld();
    expect(await keys.check("known")).toEqual({ state: "valid", projectId: 1 });
    expect(keys.check("known")).toEqual({ state: "valid", projectId: 1 });
    expect(world.asked).toBe(1);
  });

  it("keeps known keys valid while Postgres is away, within the grace, and refuses unknown ones as unavailable", async () => {
    const { world, keys } = openWorld();
    await keys.check("known");
    world.away = true;
    for (const at of [10_000, 100_000, 3_599_999]) {
      world.now = at;
      expect(await keys.check("known")).toEqual({ state: "valid", projectId: 1 });
    }
    expect(await keys.check("other")).toEqual({ state: "unavailable" });
    world.now = 3_600_001;
    expect(await keys.check("known")).toEqual({ state: "unavailable" });
  });

  it("waits for a Postgres that hangs no longer than it must", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const check = openProjectKeys(() => new Promise(() => {}), 3_600_000).check("other");
    await vi.runAllTimersAsync();
    expect(await check).toEqual({ state: "unavailable" });
  });

  it("asks a Postgres that is away at most every five seconds", async () => {
    const { world, keys } = openWorld();
    await keys.check("known");
    world.away = true;
    world.now = 100_000;
    for (let call = 0; call < 50; call++) await keys.check("known");
    expect(world.asked).toBe(2);
  });

  it("lets a new key in within seconds and a revoked one out", async () => {
    const { world, keys } = openWorld();
    expect(await keys.check("new")).toEqual({ state: "unknown" });
    world.keys.set("new", 2);
    expect(await keys.check("new")).toEqual({ state: "unknown" });
    world.now = 2_001;
    expect(await keys.check("new")).toEqual({ state: "valid", projectId: 2 });
    world.keys.delete("new");
    world.now = 70_000;
    expect(await keys.check("new")).toEqual({ state: "unknown" });
  });

  it("looks a key up once for all calls that wait for it, and endless ones not at all", async () => {
    const { world, keys } = openWorld();
    await Promise.all(Array.from({ length: 20 }, () => keys.check("known")));
    expect(world.asked).toBe(1);
    expect(keys.check("x".repeat(100_000))).toEqual({ state: "unknown" });
  });
});
