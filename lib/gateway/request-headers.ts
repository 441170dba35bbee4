import { cutText } from "@/db/stored-text";
import type { RawHeaders } from "./call";
import { readableCodings } from "./content-decoder";
import { dropConnectionOptions, isHopByHop } from "./header-names";
import { decodeHeader } from "./header-text";
import { addPeerProperties, type PeerHeaders, takePeerHeader } from "./peer-metadata";
import { PropertyList } from "./property-list";

/** What a call's headers say to us, and what of them goes on to the provider. */
export type RequestHeaders = {
  /** Without hop-by-hop headers, `Helicone-*`, peers' metadata, Host, Content-Length and Expect. */
  forward: RawHeaders;
  /** Values of `Helicone-*` headers by lower-case name without the prefix, properties left out. */
  helicone: Map<string, string>;
  properties: PropertyList;
  authorization: string | null;
  contentType: string | null;
  contentEncoding: string | null;
  /** Where the caller is, as the platform in front of us says: ISO 3166-1 alpha-2; null when it does not. */
  country: string | null;
  /** Bytes of the body as announced; null when chunked or absent. */
  contentLength: number | null;
};

/** Longest user id, session id and the like that is kept. */
const MAX_TEXT_LENGTH = 1024;
/** What Cloudflare and Vercel add to a call that passes them. */
const COUNTRY_HEADERS = new Set(["cf-ipcountry", "x-vercel-ip-country"]);
const PREFIX = "helicone-";
const PROPERTY_PREFIX = "helicone-property-";

type Reading = RequestHeaders & { connection: string | null; peers: PeerHeaders; rawProperties: Map<string, string[]> };

/** Reads each header once: a call may bring five hundred. */
export function readRequestHeaders(raw: RawHeaders): RequestHeaders {
  const reading: Reading = {
    forward: [],
    helicone: new Map(),
    properties: new PropertyList(),
    authorization: null,
    contentType: null,
    contentEncoding: null,
    country: null,
    contentLength: null,
    connection: null,
    peers: { portkey: null, liteLlmTags: null, bifrost: [] },
    rawProperties: new Map(),
  };
  for (let index = 0; index + 1 < raw.length; index += 2) readHeader(reading, raw[index] ?? "", raw[index + 1] ?? "");
  for (const [name, value = ""] of reading.rawProperties.values()) reading.properties.set(name ?? "", value);
  addPeerProperties(reading.peers, reading.properties);
  if (reading.connection !== null) reading.forward = dropConnectionOptions(reading.forward, reading.connection);
  return reading;
}

/** Cloudflare writes XX for unknown and T1 for Tor. */
function countryCode(value: string): string | null {
  const code = value.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) && code !== "XX" ? code : null;
}

function readHeader(reading: Reading, name: string, value: string): void {
  const lower = name.toLowerCase();
  if (lower.startsWith(PREFIX)) {
    readHelicone(reading, name, lower, value);
    return;
  }
  if (readFraming(reading, lower, value) || isHopByHop(lower)) return;
  if (lower.startsWith("x-") && takePeerHeader(reading.peers, name, lower, value)) return;
  if (lower === "authorization") reading.authorization = value;
  else if (lower === "content-type") reading.contentType = value;
  else if (lower === "content-encoding") reading.contentEncoding = value.trim().toLowerCase();
  else if (COUNTRY_HEADERS.has(lower)) reading.country ??= countryCode(value);
  reading.forward.push(name, lower === "accept-encoding" ? readableCodings(value) : value);
}

/** Headers of this connection and this message's framing: the next hop gets its own. */
function readFraming(reading: Reading, lower: string, value: string): boolean {
  if (lower === "connection") {
    reading.connection = reading.connection === null ? value : `${reading.connection},${value}`;
  } else if (lower === "content-length") reading.contentLength = Number(value);
  else return lower === "host" || lower === "expect";
  return true;
}

function readHelicone(reading: Reading, name: string, lower: string, value: string): void {
  if (!lower.startsWith(PROPERTY_PREFIX)) {
    reading.helicone.set(lower.slice(PREFIX.length), decodeHeader(value));
    return;
  }
  const text = decodeHeader(value);
  // One header sent twice is one list (RFC 9110 section 5.3), which is also what door two sees.
  const before = reading.rawProperties.get(lower);
  if (before) before[1] = `${before[1]}, ${text}`;
  else reading.rawProperties.set(lower, [name.slice(PROPERTY_PREFIX.length), text]);
}

/** A `Helicone-*` value, cut to 1,024 characters; null when absent or empty. */
export function heliconeText(headers: RequestHeaders, name: string): string | null {
  const value = headers.helicone.get(name)?.trim();
  return value ? cutText(value, MAX_TEXT_LENGTH) : null;
}

/** A `Helicone-*` switch: `true` or `false`; null when absent or anything else. */
export function heliconeFlag(headers: RequestHeaders, name: string): boolean | null {
  const value = headers.helicone.get(name)?.trim().toLowerCase();
  return value === "true" ? true : value === "false" ? false : null;
}

/** The token of `Bearer <token>`; null for anything else. */
export function bearerToken(value: string | null | undefined): string | null {
  return /^\s*Bearer\s+(\S.*?)\s*$/i.exec(value ?? "")?.[1] ?? null;
}
