import type { RecordSink } from "@/lib/ingest/record-sink";

/**
 * What `GET /healthz` answers. `ok` and `degraded` (Postgres is away after it was there, or the spool is full) come with
 * 200, because calls still go through; `unavailable` (Postgres has never been there) and `stopping` with 503.
 */
export type Health = {
  status: "ok" | "degraded" | "unavailable" | "stopping";
  database: "ok" | "unreachable";
  spool: { depth: number; oldest_ms: number | null; bytes: number; full: boolean; lost: number; set_aside: number };
};

/** Milliseconds the database may take to answer. */
const PATIENCE = 1_000;

export type HealthCheck = { check: () => Promise<Health>; stop: () => void };

/** `ping` asks the database for anything and rejects when it is away. */
export function openHealthCheck(sink: RecordSink, ping: () => Promise<unknown>): HealthCheck {
  let stopping = false;
  let seenDatabase = false;
  const check = async (): Promise<Health> => {
    const answering = await isAnswering(ping);
    seenDatabase ||= answering;
    const { depth, oldestMs, bytes, full, lost, rejected } = sink.stats();
    const serving = answering && !full ? "ok" : seenDatabase ? "degraded" : "unavailable";
    return {
      status: stopping ? "stopping" : serving,
      database: answering ? "ok" : "unreachable",
      spool: { depth, oldest_ms: oldestMs, bytes, full, lost, set_aside: rejected },
    };
  };
  return {
    check,
    stop: () => {
      stopping = true;
    },
  };
}

async function isAnswering(ping: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE, false).unref());
  const answer = ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}
