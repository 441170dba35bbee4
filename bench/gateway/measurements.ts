import { chatRequest } from "./answer";
import type { LoadResult, LoadTask } from "./tasks";

export type Measurement = {
  name: string;
  task: Pick<LoadTask, "kind" | "connections" | "perSecond" | "body">;
  figures: ("perSecond" | "p50" | "p95" | "p99")[];
  /** Also how much its process holds in memory at the end. */
  memory?: true;
  /** Also the difference to the direct call. */
  added?: true;
};

const throughput = (connections: number, bytes: number) => ({
  kind: "throughput" as const,
  connections,
  perSecond: 0,
  body: chatRequest(bytes, false),
});

export const MEASUREMENTS: Measurement[] = [
  { name: "calls/s, 16 connections", task: throughput(16, 1024), figures: ["perSecond"] },
  { name: "calls/s, 64 connections", task: throughput(64, 1024), figures: ["perSecond"] },
  { name: "calls/s, 16 connections, 100 KB", task: throughput(16, 100_000), figures: ["perSecond"] },
  { name: "calls/s, 16 connections, 1 MB", task: throughput(16, 1_000_000), figures: ["perSecond"] },
  {
    name: "sequential ms",
    task: { kind: "sequential", connections: 1, perSecond: 0, body: chatRequest(1024, false) },
    figures: ["p50", "p95", "p99"],
    added: true,
  },
  {
    name: "first byte of a stream ms, 200 calls/s",
    task: { kind: "paced", connections: 0, perSecond: 200, body: chatRequest(1024, true) },
    figures: ["p50", "p99"],
    added: true,
  },
  {
    name: "a call beside 1,000 slow streams ms",
    task: { kind: "slow-streams", connections: 1000, perSecond: 0, body: chatRequest(1024, true) },
    figures: ["p50", "p99"],
    memory: true,
  },
];

/** One result of a measurement, with the resident megabytes of the contestant's process. */
export type Measured = LoadResult & { memory: number | null };
