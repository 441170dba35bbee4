import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort, type Script, startScript, startServer } from "../process";
import { startFacet } from "./facet";

/** Somebody who carries calls: where, with which headers, and its process. */
export type Contestant = {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** Null: there is none but the caller's. */
  pid: number | null;
  /** Rows it has stored; null: it stores nothing, or another contestant tells. */
  rows: (() => Promise<number>) | null;
  /** Resolves when nothing is left to do of earlier calls: the next contestant must have the machine for itself. */
  settle: () => Promise<void>;
  stop: () => Promise<void>;
};

const NOTHING = async () => {};

export type Upstream = Script<{ port: number }>;

const CHAT = "/v1/chat/completions";
const COMMON = { "content-type": "application/json", authorization: "Bearer sk-bench" };
const at = (port: number, path = "") => `http://127.0.0.1:${port}${path}`;

/** The upstream called directly. */
export function direct(upstream: Upstream): Contestant {
  const url = at(upstream.ready.port, CHAT);
  return { name: "direct", url, headers: COMMON, pid: null, rows: null, settle: NOTHING, stop: NOTHING };
}

/** node:http and undici with nothing in between. */
export async function passthrough(upstream: Upstream): Promise<Contestant> {
  const script = new URL("./passthrough.ts", import.meta.url);
  const { ready, pid, stop } = await startScript<{ port: number }>(script, [at(upstream.ready.port)]);
  return {
    name: "node:http + undici",
    url: at(ready.port, CHAT),
    headers: COMMON,
    pid,
    rows: null,
    settle: NOTHING,
    stop,
  };
}

/** Both doors, recording on. */
export async function facetDoors(upstream: Upstream): Promise<Contestant[]> {
  const facet = await startFacet(at(upstream.ready.port));
  await facet.startWriter();
  const path = `/gateway/openai${CHAT}`;
  const headers = { ...COMMON, ...facet.headers };
  const url = at(facet.gatewayPort, path);
  const { gateway, rows, settle, stop } = facet;
  const gatewayDoor: Contestant = { name: "Facet", url, headers, pid: gateway.pid, rows, settle, stop };
  const { port, pid } = await facet.startDashboard();
  const nextDoor = { ...gatewayDoor, name: "Facet, Next door", url: at(port, path), pid };
  return [gatewayDoor, { ...nextDoor, rows: null, stop: NOTHING }];
}

/** Portkey's gateway, where `npm install --prefix bench/peers` has brought it. It records nothing. */
export async function portkey(upstream: Upstream): Promise<Contestant[]> {
  const script = fileURLToPath(
    new URL("../peers/node_modules/@portkey-ai/gateway/build/start-server.js", import.meta.url),
  );
  if (!existsSync(script)) {
    console.log("Portkey is not installed: npm install --prefix bench/peers");
    return [];
  }
  const port = await freePort();
  const command = ["node", script, `--port=${port}`, "--headless"];
  const { pid, stop } = await startServer(command, port, { NODE_ENV: "production" }, true);
  const headers = {
    ...COMMON,
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": at(upstream.ready.port, "/v1"),
  };
  return [{ name: "Portkey", url: at(port, CHAT), headers, pid, rows: null, settle: NOTHING, stop }];
}
