import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Answer, RawHeaders } from "./call";
import { type GatewayParts, handle } from "./handle";
import type { Health } from "./health";

/** 500 properties on one call take more than 100 KB. */
const MAX_HEADER_SIZE = 128 * 1024;

export type GatewayServer = {
  /** The port it listens on. */
  port: number;
  /** Calls being carried. */
  inFlight: () => number;
  /** Accepts no more, lets calls in flight end, cuts off what is left after `graceMs`; resolves when all are recorded. */
  stop: (graceMs: number) => Promise<void>;
};

export type ServerOptions = {
  host: string;
  port: number;
  health: () => Promise<Health>;
  /** Milliseconds a client may take for its headers. */
  headersTimeoutMs?: number;
};

/** Whoever sends no more than half a header must not hold a connection for ever: it takes no key to do so. */
const HEADERS_TIMEOUT_MS = 60_000;

/** Door one: the gateway on its own port. Rejects when it cannot listen. */
export async function startServer(parts: GatewayParts, options: ServerOptions): Promise<GatewayServer> {
  let inFlight = 0;
  let stopping = false;
  const { headersTimeoutMs = HEADERS_TIMEOUT_MS } = options;
  const server = createServer({
    maxHeaderSize: MAX_HEADER_SIZE,
    keepAliveTimeout: 65_000,
    // An upload or an answer may take as long as it takes; idle upstreams have limits of their own.
    requestTimeout: 0,
    // Node takes the time for headers from the line above where it is not told.
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: headersTimeoutMs / 2,
  });
  server.maxHeadersCount = 0;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (isHealthCheck(request)) {
      options.health().then(
        (health) => answerHealth(response, health),
        () => response.destroy(),
      );
      return;
    }
    inFlight++;
    response.once("close", () => inFlight--);
    response.shouldKeepAlive &&= !stopping;
    carry(request, response, parts).catch((error) => {
      parts.log.error({ err: error }, "a call failed inside the gateway");
      response.destroy();
    });
  });
  await listen(server, options);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    inFlight: () => inFlight,
    stop: async (graceMs) => {
      stopping = true;
      await stop(server, graceMs);
      // Calls cut off just now are still to be recorded.
      await new Promise(setImmediate);
      await Promise.all(parts.recordings);
    },
  };
}

async function carry(request: IncomingMessage, response: ServerResponse, parts: GatewayParts): Promise<void> {
  const answer = await handle(
    {
      method: request.method ?? "GET",
      target: request.url ?? "/",
      headers: request.rawHeaders,
      body: hasBody(request.rawHeaders) ? request : null,
      client: {
        hasLeft: () => response.destroyed && !response.writableFinished,
        onLeave: (listener) => {
          response.once("close", () => {
            if (!response.writableFinished) listener();
          });
        },
      },
    },
    parts,
  );
  send(response, answer);
}

/** RFC 9112 section 6.3: a request has a body when it announces a length or a transfer coding. */
function hasBody(headers: RawHeaders): boolean {
  return headers.some((name, index) => {
    if (index % 2 === 1) return false;
    if (name.length === 14 && name.toLowerCase() === "content-length") return headers[index + 1]?.trim() !== "0";
    return name.length === 17 && name.toLowerCase() === "transfer-encoding";
  });
}

function send(response: ServerResponse, { status, statusText, headers, body }: Answer): void {
  if (response.destroyed) {
    if (body instanceof Readable) body.destroy();
    return;
  }
  // The provider's headers are passed on unchanged: a date of ours is not among them.
  response.sendDate = false;
  if (statusText === "") response.writeHead(status, headers);
  else response.writeHead(status, statusText, headers);
  if (!(body instanceof Readable)) {
    response.end(body ?? undefined);
    return;
  }
  if (body.readableLength === 0) response.flushHeaders();
  body.on("error", () => response.destroy());
  body.pipe(response);
}

/** By path alone: neither Host nor any other header opens or closes it. */
function isHealthCheck(request: IncomingMessage): boolean {
  return request.url === "/healthz" && (request.method === "GET" || request.method === "HEAD");
}

function answerHealth(response: ServerResponse, health: Health): void {
  const body = Buffer.from(`${JSON.stringify(health)}\n`);
  const headers = { "Content-Type": "application/json", "Content-Length": body.length, "Cache-Control": "no-store" };
  response.writeHead(isServing(health) ? 200 : 503, headers).end(body);
}

function isServing({ status }: Health): boolean {
  return status === "ok" || status === "degraded";
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, 1024, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that falls idle after its last call would keep the server open until its keep-alive ends.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
