import { totalmem } from "node:os";

const MEGABYTE = 1024 * 1024;

/** What this process may use: a container's limit counts, where there is one. */
function memoryInMegabytes(): number {
  const limit = process.constrainedMemory();
  return Math.floor(Math.min(totalmem(), limit > 0 ? limit : Number.POSITIVE_INFINITY) / MEGABYTE);
}

/** An eighth of the memory, from 128 MB to 4 GB. Only what is read is ever taken. */
function sharedBuffers(memory: number): number {
  return Math.min(Math.max(Math.floor(memory / 8), 128), 4096);
}

/**
 * What the embedded server runs with, sized for the machine it shares with the gateway and the dashboard. The reasons and
 * the measurements: docs/postgres.md.
 */
export function embeddedSettings(memory = memoryInMegabytes()): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: `${sharedBuffers(memory)}MB`,
    effective_cache_size: `${Math.max(Math.floor(memory / 2), 512)}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "4GB",
    checkpoint_completion_target: "0.9",
    random_page_cost: "1.1",
    max_parallel_workers_per_gather: "2",
    log_min_messages: "warning",
    jit: "off",
  };
}
