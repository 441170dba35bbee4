import { join } from "node:path";
import { NEXT } from "./build";
import { ROOT } from "./root";
import type { ServiceOptions } from "./supervisor";

export type Addresses = { host: string; port: number; gatewayPort: number };

const LAUNCHER = join(ROOT, "bin/facet.mjs");
// From here and from dist/ alike.
const PRELOAD = ["--import", new URL("../bin/end-with-parent.mjs", import.meta.url).href];
/** What a call, a batch or a page leaves behind dies young: room for it spares collections (writer: 17 to 11 % of a busy profile). In megabytes. */
const YOUNG = "--max-semi-space-size=32";

/** Door one; it says nothing while all is well. */
export function gatewayService(env: NodeJS.ProcessEnv): ServiceOptions {
  return {
    name: "gateway",
    args: [YOUNG, ...PRELOAD, LAUNCHER, "gateway"],
    cwd: ROOT,
    env,
    quiet: false,
    announces: false,
  };
}

/** The writer; it says when it has begun, since before that a signal would end it with the spool unread. */
export function writerService(env: NodeJS.ProcessEnv): ServiceOptions {
  return {
    name: "writer",
    args: [YOUNG, ...PRELOAD, LAUNCHER, "writer"],
    cwd: ROOT,
    env,
    quiet: false,
    announces: true,
  };
}

/** Next.js's own server, started by its own command. */
export function dashboardService(env: NodeJS.ProcessEnv, { host, port }: Addresses, dev: boolean): ServiceOptions {
  // Door two takes 500 properties on one call, like the gateway itself.
  const headers = `--max-http-header-size=${128 * 1024}`;
  const command = [NEXT, dev ? "dev" : "start", "-H", host, "-p", String(port)];
  const nodeEnv: NodeJS.ProcessEnv = { ...env, NODE_ENV: dev ? "development" : "production" };
  return {
    name: "dashboard",
    args: [headers, YOUNG, ...PRELOAD, ...command],
    cwd: ROOT,
    env: nodeEnv,
    quiet: !dev,
    announces: false,
  };
}
