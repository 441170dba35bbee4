import { isLoopback } from "@/env";
import { UserError } from "./user-error";

/** Until there are accounts, whoever reaches the dashboard sees everything: it stays on this machine. */
export function assertLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new UserError(
    `FACET_HOST=${host} would show every prompt to the network, and Facet has no accounts yet: leave it at 127.0.0.1 and put a reverse proxy with a login in front.`,
  );
}
