import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";

/** Who asked for what is being done now: a browser or a script. */
type Caller = {
  /** Path and query string as they came, before Next has read them. */
  target: string;
  /** Names and values in turn, as they came: Next adds some of its own. */
  rawHeaders: string[];
  /** Aborts when the connection is gone before the answer was sent. */
  left: AbortSignal;
};

// On globalThis: Next bundles the instrumentation, pages and routes apart, and all of them mean the same callers.
const shared: typeof globalThis & { facetCallers?: AsyncLocalStorage<Caller | null> } = globalThis;

/**
 * Follows every HTTP request of this process from here on, whatever serves it. Neither pages nor actions are told by Next
 * when a browser leaves; node:http announces each request in the context that everything done for it inherits.
 */
export function followCallers(): void {
  if (shared.facetCallers !== undefined) return;
  const callers = new AsyncLocalStorage<Caller | null>();
  shared.facetCallers = callers;
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("request" in message && "response" in message)) return;
    const { request, response } = message;
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return;
    const leaving = new AbortController();
    response.once("close", () => {
      if (!response.writableFinished) leaving.abort();
    });
    callers.enterWith({ target: request.url ?? "/", rawHeaders: request.rawHeaders, left: leaving.signal });
  });
}

/** Undefined where nobody waits for an answer: in the background, in tests, and where callers are not followed. */
export function currentCaller(): Caller | undefined {
  return shared.facetCallers?.getStore() ?? undefined;
}

/** Runs what others will use too, or what goes on when its caller has left. */
export function withoutCaller<T>(work: () => T): T {
  return shared.facetCallers === undefined ? work() : shared.facetCallers.run(null, work);
}

/** Logs an error, unless it came about because its caller has left: that is none. */
export function logError(error: unknown): void {
  if (currentCaller()?.left.aborted !== true) console.error(error);
}
