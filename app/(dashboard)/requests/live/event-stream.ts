import "server-only";

/** A comment now and then shows both ends whether the other one is still there. */
const PING_MS = 15_000;
/** Bytes a browser may be behind before it is let go; it comes back by itself and asks for what it missed. */
const MOST_BEHIND = 1_000_000;
// Without no-transform the server would compress, and hold events back to do so.
const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store, no-transform" };

export type ServerEvent = { name: string; data: string };

/** All that are open: a server that stops waits for its answers to end. On globalThis because of `next dev`. */
const shared: typeof globalThis & { facetEventStreams?: Set<AbortController> } = globalThis;

function openStreams(): Set<AbortController> {
  if (shared.facetEventStreams !== undefined) return shared.facetEventStreams;
  const streams = new Set<AbortController>();
  const endAll = () => {
    for (const stream of streams) stream.abort();
  };
  process.once("SIGTERM", endAll).once("SIGINT", endAll);
  shared.facetEventStreams = streams;
  return streams;
}

/**
 * Answers with server-sent events until the browser leaves (`signal`), falls behind, or the server stops; then what
 * `subscribe` resolved to is called. Rejects when `subscribe` does.
 */
export async function eventStream(
  signal: AbortSignal,
  subscribe: (send: (event: ServerEvent) => void) => Promise<() => void>,
): Promise<Response> {
  const ending = new AbortController();
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const write = (text: string) => {
    if (controller === null || ending.signal.aborted) return;
    if ((controller.desiredSize ?? 0) < 0) ending.abort();
    else controller.enqueue(encoder.encode(text));
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened;
      },
      cancel: () => {
        controller = null;
        ending.abort();
      },
    },
    { highWaterMark: MOST_BEHIND, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  const leave = await subscribe(({ name, data }) => write(`event: ${name}\ndata: ${data}\n\n`));
  const ping = setInterval(() => write(": ping\n\n"), PING_MS);
  const streams = openStreams().add(ending);
  ending.signal.addEventListener("abort", () => {
    streams.delete(ending);
    clearInterval(ping);
    leave();
    controller?.close();
  });
  signal.addEventListener("abort", () => ending.abort());
  if (signal.aborted) ending.abort();
  write(": open\n\n");
  return new Response(body, { headers: HEADERS });
}
