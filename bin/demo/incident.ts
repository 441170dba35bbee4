/**
 * What there is to discover: three days ago a release of the agent retried every failed step in production at once and
 * for ever. More calls, longer prompts, slow answers, many of them errors.
 */
export type Incident = {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  /** How many more calls an agent's visit makes. */
  retries: number;
  errorRate: number;
  slowdown: number;
  promptGrowth: number;
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The incident of a demo that ends at `now`: 13:00 to 17:30 UTC, three days before. */
export function incidentBefore(now: number): Incident {
  const day = Math.floor(now / DAY_MS) * DAY_MS - 3 * DAY_MS;
  const hours = { from: day + 13 * HOUR_MS, to: day + 17.5 * HOUR_MS };
  return { ...hours, retries: 9, errorRate: 0.38, slowdown: 3.2, promptGrowth: 2.4 };
}
