import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { parseJson } from "@/lib/providers/json-values";
import { BodyCapture } from "./body-capture";
import { boundaryOf, FormFields } from "./form-fields";
import type { RequestHeaders } from "./request-headers";

/** JSON bodies up to this length are read whole before they go on; longer ones stream through unread. */
const MAX_JSON_LENGTH = 32 * 1024 * 1024;

export type RequestBody = {
  /** What goes upstream; null: nothing. */
  outgoing: Uint8Array | AsyncIterable<Uint8Array> | null;
  /** The parsed body; undefined when it is not JSON, or too long. */
  json: unknown;
  /** `outgoing` is the text of `json`, not an encoding of it. */
  plain: boolean;
  /** First part of the body, content decoded when it was read whole; filled while the body streams. */
  capture: BodyCapture;
};

/**
 * Reads a JSON body; lets any other pass as it comes, and tells `onForm` of a multipart form's fields when one more has
 * passed. Rejects when the client breaks off.
 */
export async function readRequestBody(
  body: Readable | null,
  headers: RequestHeaders,
  limit: number,
  onForm: (fields: Map<string, string>) => void,
): Promise<RequestBody> {
  const capture = new BodyCapture(limit);
  const unread = { json: undefined, plain: false, capture };
  if (body === null) return { outgoing: null, ...unread };
  const isJson = /^application\/(?:[^;]*\+)?json\b/i.test(headers.contentType ?? "");
  if (!isJson || (headers.contentLength ?? 0) > MAX_JSON_LENGTH) {
    const boundary = boundaryOf(headers.contentType);
    const form = boundary === null ? null : new FormFields(boundary, onForm);
    return { outgoing: passOn(body, [], capture, form), ...unread };
  }
  const { chunks, complete } = await collect(body);
  if (!complete) return { outgoing: passOn(body, chunks, capture, null), ...unread };
  const [only] = chunks;
  const outgoing = chunks.length === 1 && only ? only : Buffer.concat(chunks);
  const decoded = await decodeBody(outgoing, headers.contentEncoding);
  capture.push(decoded ?? outgoing);
  const json = decoded === null ? undefined : parseJson(decoded.toString("utf8"));
  return { outgoing, json, plain: decoded === outgoing, capture };
}

/** Listeners instead of an async iterator: this is the path of nearly every call. */
function collect(body: Readable): Promise<{ chunks: Buffer[]; complete: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => {
      body.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
    };
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= MAX_JSON_LENGTH) return;
      body.pause();
      stop();
      resolve({ chunks, complete: false });
    };
    const onEnd = () => {
      stop();
      resolve({ chunks, complete: true });
    };
    const onError = (error: Error) => {
      stop();
      reject(error);
    };
    const onClose = () => onError(new Error("the client broke off"));
    body.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}

async function* passOn(
  body: Readable,
  first: Buffer[],
  capture: BodyCapture,
  form: FormFields | null,
): AsyncGenerator<Uint8Array> {
  for (let chunk = first.shift(); chunk !== undefined; chunk = first.shift()) {
    capture.push(chunk);
    yield chunk;
  }
  // An answer may come before the upload has ended; destroying the request would take its connection with it.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    capture.push(chunk);
    form?.push(chunk);
    yield chunk;
  }
}

const DECODERS = new Map([
  ["gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["deflate", promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
  ["br", promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);

/** Null when the encoding is not understood or the body is longer than allowed once decoded. */
async function decodeBody(body: Buffer, encoding: string | null): Promise<Buffer | null> {
  if (encoding === null || encoding === "" || encoding === "identity") return body;
  const decode = DECODERS.get(encoding);
  if (decode === undefined) return null;
  return decode(body, { maxOutputLength: MAX_JSON_LENGTH }).catch(() => null);
}
