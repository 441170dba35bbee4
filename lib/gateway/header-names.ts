import type { RawHeaders } from "./call";

/** RFC 9110 section 7.6.1, and the older names that section 11.7 and RFC 2616 tie to one connection. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Whether a header is of one connection only and must not travel on. */
export function isHopByHop(lowerCaseName: string): boolean {
  return HOP_BY_HOP.has(lowerCaseName);
}

/** Drops the headers that a Connection header names, when it names more than the connection's own fate. */
export function dropConnectionOptions(headers: RawHeaders, connection: string): RawHeaders {
  if (/^(?:keep-alive|close)$/i.test(connection)) return headers;
  const named = new Set(
    connection
      .toLowerCase()
      .split(",")
      .map((option) => option.trim()),
  );
  named.delete("keep-alive");
  named.delete("close");
  if (named.size === 0) return headers;
  return filterHeaders(headers, (name) => !named.has(name));
}

/** All but one header, named in lower case. */
export function withoutHeader(headers: RawHeaders, lowerCaseName: string): RawHeaders {
  return filterHeaders(headers, (name) => name !== lowerCaseName);
}

function filterHeaders(headers: RawHeaders, keeps: (lowerCaseName: string) => boolean): RawHeaders {
  const kept: RawHeaders = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? "";
    if (keeps(name.toLowerCase())) kept.push(name, headers[index + 1] ?? "");
  }
  return kept;
}
