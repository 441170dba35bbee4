import { Readable } from "node:stream";
import type { Answer, RawHeaders } from "./call";
import { type GatewayParts, handle } from "./handle";

/** Statuses of which fetch's Response allows no body, not even an empty one. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** Next.js puts them on every request; where it cannot be told who sent them, none of them travels on. */
const ADDED_BY_NEXT = new Set(["x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"]);

/** A request as it was on the wire; `rawHeaders` has names and values in turn. */
type Wire = { target: string; rawHeaders: RawHeaders };

/**
 * Door two: one call as a web Request, answered as a web Response. `wire`, where the server tells it, is passed on as it
 * is: a web Request has lost the spelling of its headers and, in Next, of its query string.
 */
export async function handleWebRequest(request: Request, parts: GatewayParts, wire?: Wire): Promise<Response> {
  const url = new URL(request.url);
  const answer = await handle(
    {
      method: request.method,
      target: wire?.target ?? url.pathname + url.search,
      headers: wire?.rawHeaders ?? rawHeaders(request.headers),
      body: request.body && Readable.from(readChunks(request.body), { objectMode: false }),
      client: {
        hasLeft: () => request.signal.aborted,
        onLeave: (listener) => request.signal.addEventListener("abort", listener, { once: true }),
      },
    },
    parts,
  );
  return toResponse(answer);
}

function rawHeaders(headers: Headers): RawHeaders {
  const raw: RawHeaders = [];
  headers.forEach((value, name) => {
    if (!ADDED_BY_NEXT.has(name)) raw.push(name, value);
  });
  return raw;
}

async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    reader.releaseLock();
  }
}

function toResponse(answer: Answer): Response {
  const headers = new Headers();
  for (let index = 0; index + 1 < answer.headers.length; index += 2) {
    headers.append(answer.headers[index] ?? "", answer.headers[index + 1] ?? "");
  }
  const hasNoBody = WITHOUT_BODY.has(answer.status);
  const body = answer.body instanceof Readable ? toWebStream(answer.body) : answer.body && Uint8Array.from(answer.body);
  return new Response(hasNoBody ? null : body, { status: answer.status, statusText: answer.statusText, headers });
}

/** Pulls from the body as the client reads; a client that leaves destroys it, which cancels the call. */
function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: true });
  return new ReadableStream(
    {
      pull: async (controller) => {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
