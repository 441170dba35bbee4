/** One measurement asked of the load generator. */
export type LoadTask = {
  /**
   * `throughput`: as many calls as go over `connections`. `sequential`: one after the other. `paced`: streams begun at
   * `perSecond`, time to the first byte of each. `slow-streams`: `connections` streams that last all the time, and plain
   * calls one after the other meanwhile.
   */
  kind: "throughput" | "sequential" | "paced" | "slow-streams";
  url: string;
  headers: Record<string, string>;
  body: string;
  connections: number;
  perSecond: number;
  seconds: number;
};

/** Calls per second and milliseconds; `failures` counts everything that was not a whole answer with 200. */
export type LoadResult = {
  answered: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  failures: number;
};
