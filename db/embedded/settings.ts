/** What the embedded server runs with: sized for the machine Facet shares with its gateway and dashboard. */
export const SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "512MB",
  effective_cache_size: "2GB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  checkpoint_completion_target: "0.9",
  random_page_cost: "1.1",
  max_parallel_workers_per_gather: "2",
  log_min_messages: "warning",
  jit: "off",
};
