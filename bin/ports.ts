import { createServer } from "node:net";
import { freePort } from "@/db/embedded/free-port";
import { pause } from "@/lib/ingest/pause";
import { UserError } from "./user-error";

export type PortSetting = { name: "FACET_PORT" | "FACET_GATEWAY_PORT"; port: number };

/** The previous Facet, killed a moment ago, may be finishing its calls. */
const POLL_MS = 100;

/** Checks that nobody listens on the port, waiting for at most `patienceMs`; 0 becomes a free port. Throws UserError. */
export async function claimPort({ name, port }: PortSetting, host: string, patienceMs: number): Promise<number> {
  if (port === 0) return freePort();
  for (const deadline = Date.now() + patienceMs; ; ) {
    const code = await tryPort(port, host);
    if (code === null) return port;
    if (code === "EACCES") throw new UserError(`Port ${port} needs more rights: set ${name} to one above 1023.`);
    if (code === "EADDRNOTAVAIL") throw new UserError(`FACET_HOST ${host} is not an address of this machine.`);
    if (Date.now() >= deadline) {
      throw new UserError(`Port ${port} is taken: stop what listens there, or set ${name} to another port.`);
    }
    await pause(POLL_MS);
  }
}

function tryPort(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}
