import { setTimeout as sleep } from "node:timers/promises";

/** Waits; returns at once when the signal is or becomes aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
