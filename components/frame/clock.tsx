"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

const TICK_MS = 5_000;

let now = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function readNow(): number {
  if (now === 0 || Date.now() - now > TICK_MS) now = Date.now();
  return now;
}

let zone: string | null = null;

/** Asked for once: every cell that shows a time reads it with every render. */
function readZone(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}

const never = () => () => undefined;

export type Clock = { now: number; timeZone: string };

const ServerClock = createContext<Clock>({ now: 0, timeZone: "UTC" });

/** What the server took for now and for the zone (the project's), so that the first paint in the browser agrees with it. */
export function ServerClockProvider({ now: serverNow, timeZone, children }: Clock & { children: ReactNode }) {
  const value = useMemo(() => ({ now: serverNow, timeZone }), [serverNow, timeZone]);
  return <ServerClock value={value}>{children}</ServerClock>;
}

/**
 * Time as the viewer has it, moving on every few seconds; the server's while hydrating. Read where it is shown: parts of
 * a page hydrate at different moments.
 */
export function useClock(): Clock {
  const server = useContext(ServerClock);
  return {
    now: useSyncExternalStore(subscribe, readNow, () => server.now),
    timeZone: useSyncExternalStore(never, readZone, () => server.timeZone),
  };
}
