import type { RawHeaders } from "./call";
import { dropConnectionOptions, isHopByHop } from "./header-names";

/** What an answer's headers say to us, and what of them goes on to the client. */
export type ResponseHeaders = {
  /** The provider's own, unchanged, without those of its connection. */
  forward: RawHeaders;
  contentType: string | null;
  contentEncoding: string | null;
  contentLength: number | null;
};

/** Reads the headers as the wire brought them: names and values in turn. */
export function readResponseHeaders(raw: Buffer[]): ResponseHeaders {
  const headers: ResponseHeaders = { forward: [], contentType: null, contentEncoding: null, contentLength: null };
  let connection: string | null = null;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toString("latin1") ?? "";
    const value = raw[index + 1]?.toString("latin1") ?? "";
    const lower = name.toLowerCase();
    if (lower === "connection") connection = connection === null ? value : `${connection},${value}`;
    // Ours stand for this call; those of a Helicone or Facet further on would contradict them.
    if (isHopByHop(lower) || lower === "helicone-id" || lower === "helicone-status") continue;
    if (lower === "content-type") headers.contentType = value;
    else if (lower === "content-encoding") headers.contentEncoding = value;
    else if (lower === "content-length") headers.contentLength = Number(value);
    headers.forward.push(name, value);
  }
  if (connection !== null) headers.forward = dropConnectionOptions(headers.forward, connection);
  return headers;
}
