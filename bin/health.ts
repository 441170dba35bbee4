import { request } from "undici";
import { pause } from "@/lib/ingest/pause";
import type { Addresses } from "./services";
import type { Service } from "./supervisor";
import { UserError } from "./user-error";

const READY_MS = 90_000;
const POLL_MS = 40;
/** A service that dies so often before it was ever healthy will not get better. */
const MOST_DEATHS = 3;

/**
 * Resolves when gateway and dashboard both answer 200 on /healthz and the writer has begun. Throws UserError when one does
 * not come up.
 */
export async function waitUntilHealthy(services: Service[], addresses: Addresses, signal: AbortSignal): Promise<void> {
  await Promise.all(services.map((service) => waitForOne(service, addresses, signal)));
}

async function waitForOne(service: Service, addresses: Addresses, signal: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + READY_MS; ; ) {
    signal.throwIfAborted();
    if (await isReady(service, addresses)) return;
    if (service.deaths() >= MOST_DEATHS || Date.now() > deadline) {
      throw new UserError(`The ${service.name} does not come up; what it says stands above.`);
    }
    await pause(POLL_MS, signal);
  }
}

async function isReady(service: Service, { host, port, gatewayPort }: Addresses): Promise<boolean> {
  if (service.name === "writer") return service.hasBegun();
  return isHealthy(`${httpUrl(host, service.name === "gateway" ? gatewayPort : port)}/healthz`);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await request(url, { headersTimeout: 5_000, reset: true });
    await response.body.dump();
    return response.statusCode === 200;
  } catch {
    return false;
  }
}

/** `http://127.0.0.1:3000`; an IPv6 address gets its brackets. */
export function httpUrl(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
