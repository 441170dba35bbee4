import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { RecordSink } from "@/lib/ingest/record-sink";
import type { RequestRecord } from "@/lib/ingest/request-record";
import type { GatewayParts } from "./handle";
import { openProjectKeys } from "./project-keys";
import { type GatewayServer, startServer } from "./server";
import { openUpstreamPools, type UpstreamSettings } from "./upstream-pools";

/** The key that test gateways know; it belongs to project 7. */
export const TEST_KEY = "facet-test-key";
export const TEST_PROJECT = 7;

/** A sink that keeps records in memory, for tests of what the gateway records. */
class MemorySink implements RecordSink {
  readonly records: RequestRecord[] = [];
  #waiting: { count: number; resolve: () => void }[] = [];

  append = async (record: RequestRecord) => {
    this.records.push(record);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.records.length < count) return true;
      resolve();
      return false;
    });
    return "stored" as const;
  };

  /** Resolves when so many records have come in all: a cancelled call is recorded after its client has gone. */
  async holds(count: number): Promise<RequestRecord[]> {
    if (this.records.length < count) await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
    return this.records;
  }

  stats = () => ({ depth: this.records.length, oldestMs: null, bytes: 0, full: false, lost: 0, rejected: 0 });
  close = async () => {};
}

export type TestGateway = { url: string; port: number; sink: MemorySink; server: GatewayServer; parts: GatewayParts };

export type TestGatewayOptions = Partial<UpstreamSettings> & {
  upstreams?: Record<string, string>;
  captureLimit?: number;
  sink?: RecordSink;
  headersTimeoutMs?: number;
};

/** A gateway on a free port, gone when the test ends. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const memory = new MemorySink();
  const parts: GatewayParts = {
    keys: openProjectKeys(async (key) => (key === TEST_KEY ? TEST_PROJECT : null), 60_000),
    pools: openUpstreamPools({
      connectTimeout: 2_000,
      headersTimeout: 10_000,
      idleTimeout: 10_000,
      allowPrivateTargets: false,
      ...options,
    }),
    sink: options.sink ?? memory,
    upstreams: new Map(Object.entries(options.upstreams ?? {})),
    recordings: new Set(),
    captureLimit: options.captureLimit ?? 1024 * 1024,
    log: pino({ level: "silent" }),
  };
  const health = async () => ({
    status: "ok" as const,
    database: "ok" as const,
    spool: { depth: 0, oldest_ms: null, bytes: 0, full: false, lost: 0, set_aside: 0 },
  });
  const server = await startServer(parts, {
    ...{ host: "127.0.0.1", port: 0, health },
    ...(options.headersTimeoutMs === undefined ? {} : { headersTimeoutMs: options.headersTimeoutMs }),
  });
  onTestFinished(async () => {
    await server.stop(0);
    parts.pools.close();
  });
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, sink: memory, server, parts };
}

/** A real HTTP upstream on a free port, gone when the test ends. */
export async function startUpstream(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer({ maxHeaderSize: 256 * 1024, requestTimeout: 0 }, answer);
  server.maxHeadersCount = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the upstream has no port");
  return { url: `http://127.0.0.1:${address.port}`, server };
}

/** Gateway and upstream, wired as provider `openai` and others alike. */
export async function startPair(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: TestGatewayOptions = {},
) {
  const upstream = await startUpstream(answer);
  const { url } = upstream;
  const gateway = await startTestGateway({
    ...options,
    upstreams: { openai: url, anthropic: url, google: url, groq: url, ...options.upstreams },
  });
  return { upstream, gateway };
}
