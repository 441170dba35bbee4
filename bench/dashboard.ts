import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@/bin/build";
import { freePort, type Started, startServer } from "./process";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

/** The dashboard as `facet start` runs it, built when needed, without gateway and writer beside it. */
export async function startDashboard(env: Record<string, string>): Promise<Started & { port: number }> {
  await buildWhenNeeded(new AbortController().signal);
  const port = await freePort();
  const address = ["-H", "127.0.0.1", "-p", String(port)];
  const flags = [`--max-http-header-size=${128 * 1024}`, "--max-semi-space-size=32"];
  const command = ["node", ...flags, NEXT, "start", ROOT, ...address];
  return { port, ...(await startServer(command, port, { NODE_ENV: "production", ...env })) };
}
