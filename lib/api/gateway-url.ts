import "server-only";
import { readEnv } from "@/env";

/** Where clients on this machine reach the gateway: `http://127.0.0.1:8787`. For snippets and links. */
export function gatewayUrl(): string {
  const { FACET_HOST, FACET_GATEWAY_PORT } = readEnv();
  const host = FACET_HOST.includes(":") ? `[${FACET_HOST}]` : FACET_HOST;
  return `http://${host}:${FACET_GATEWAY_PORT}`;
}
