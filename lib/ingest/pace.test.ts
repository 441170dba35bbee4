import { expect, test } from "vitest";
import { openPace, type Times } from "./pace";

/** A clock and two processors, of which `idle` is the share that nobody uses. */
function machine() {
  const state = { now: 0, idle: 1, times: { processors: 2, idle: 0, all: 0 } satisfies Times };
  const pass = (milliseconds: number) => {
    state.now += milliseconds;
    state.times = {
      processors: 2,
      idle: state.times.idle + 2 * milliseconds * state.idle,
      all: state.times.all + 2 * milliseconds,
    };
  };
  const pace = openPace(
    1000,
    () => state.now,
    () => state.times,
  );
  /** One batch of 1,000 in 200 ms, and what came in meanwhile; resolves to its rest, which is taken. */
  const batch = (waiting: number) => {
    pass(200);
    const rest = pace.restAfter({ tookMs: 200, moved: 1000, waiting });
    pass(rest);
    if (rest > 0) pace.rested();
    return rest;
  };
  return { state, batch };
}

test("while calls come in the writer takes what they leave of the processors", () => {
  const { state, batch } = machine();
  state.idle = 0;
  batch(20_000);
  expect(batch(21_000)).toBe(1800);
  state.idle = 0.25;
  batch(22_000);
  expect(batch(23_000)).toBe(600);
  state.idle = 1;
  batch(24_000);
  expect(batch(25_000)).toBeLessThan(50);
});

test("records wait half a minute at most before it works as fast as it can", () => {
  const { state, batch } = machine();
  state.idle = 0;
  const rests: number[] = [];
  for (let waiting = 10_000; state.now < 60_000; waiting += 100) rests.push(batch(waiting));
  const fullSpeed = rests.indexOf(0, 1);
  expect(rests.slice(1, 5)).toEqual([1800, 1800, 1800, 1800]);
  expect(rests.slice(fullSpeed).every((rest) => rest === 0)).toBe(true);
  expect(fullSpeed).toBeGreaterThan(5);
});

test("it never rests when no call comes in, nor when it is not behind", () => {
  const { state, batch } = machine();
  state.idle = 0;
  batch(20_000);
  for (const waiting of [19_000, 18_000, 17_000]) expect(batch(waiting)).toBe(0);
  expect(batch(900)).toBe(0);
  expect(batch(950)).toBe(0);
});
