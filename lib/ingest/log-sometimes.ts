import type { Logger } from "pino";

const INTERVAL_MS = 10_000;

/** A warning that may come thousands of times a second and is written every ten seconds, with the number left out. */
export function logSometimes(logger: Logger): (fields: Record<string, unknown>, message: string) => void {
  let writtenAt = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  return (fields, message) => {
    const now = performance.now();
    if (now - writtenAt < INTERVAL_MS) {
      leftOut++;
      return;
    }
    logger.warn({ ...fields, leftOut }, message);
    writtenAt = now;
    leftOut = 0;
  };
}
