import { readFile } from "node:fs/promises";

/** Resident memory of a process in MB; null where there is no /proc. */
export async function residentMegabytes(pid: number | null): Promise<number | null> {
  if (pid === null) return null;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = status.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
