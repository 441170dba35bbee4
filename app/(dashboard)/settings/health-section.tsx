import "server-only";
import { z } from "zod";
import { type GatewayHealth, GatewayHealthList } from "@/components/settings/gateway-health";
import { gatewayUrl } from "@/lib/api/gateway-url";

const PATIENCE_MS = 1_500;

const answer = z.object({
  status: z.string(),
  database: z.string(),
  spool: z.object({
    depth: z.number(),
    oldest_ms: z.number().nullable(),
    full: z.boolean(),
    lost: z.number(),
    set_aside: z.number(),
  }),
});

export async function HealthSection() {
  return <GatewayHealthList health={await gatewayHealth()} />;
}

async function gatewayHealth(): Promise<GatewayHealth> {
  try {
    const response = await fetch(`${gatewayUrl()}/healthz`, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.parse(await response.json());
  } catch {
    return null;
  }
}
