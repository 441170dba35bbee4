import type { CapturedBody, RequestRecord } from "./request-record";

/** First byte of every entry, so that a spool outlives an upgrade. Raise it when `RequestRecord` changes its meaning. */
const VERSION = 1;
const PREFIX_BYTES = 5;

/** A spool entry that is not one of ours, or not whole. */
class UnreadableEntryError extends Error {}

type BodyHead = Omit<CapturedBody, "bytes"> & { stored: number };
type Head = Omit<RequestRecord, "requestBody" | "responseBody"> & {
  requestBody: BodyHead | null;
  responseBody: BodyHead | null;
};

/** One entry: version byte, length of the JSON head (uint32), head, request body, response body. */
export function encodeRecord(record: RequestRecord): Buffer {
  const { requestBody, responseBody } = record;
  const head: Head = { ...record, requestBody: bodyHead(requestBody), responseBody: bodyHead(responseBody) };
  const json = JSON.stringify(head);
  const jsonBytes = Buffer.byteLength(json);
  const requestStart = PREFIX_BYTES + jsonBytes;
  const responseStart = requestStart + (requestBody?.bytes.length ?? 0);
  const entry = Buffer.allocUnsafe(responseStart + (responseBody?.bytes.length ?? 0));
  entry.writeUInt8(VERSION, 0);
  entry.writeUInt32LE(jsonBytes, 1);
  entry.write(json, PREFIX_BYTES, "utf8");
  if (requestBody) entry.set(requestBody.bytes, requestStart);
  if (responseBody) entry.set(responseBody.bytes, responseStart);
  return entry;
}

/** The record of an entry; its bodies are views of the entry. Throws UnreadableEntryError. */
export function decodeRecord(entry: Uint8Array): RequestRecord {
  const buffer = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  if (buffer.length < PREFIX_BYTES) throw new UnreadableEntryError(`only ${buffer.length} bytes`);
  const version = buffer.readUInt8(0);
  if (version !== VERSION) throw new UnreadableEntryError(`version ${version} is not known to this Facet`);
  const requestStart = PREFIX_BYTES + buffer.readUInt32LE(1);
  const head = parseHead(buffer.toString("utf8", PREFIX_BYTES, requestStart));
  const responseStart = requestStart + (head.requestBody?.stored ?? 0);
  const end = responseStart + (head.responseBody?.stored ?? 0);
  if (end !== buffer.length) throw new UnreadableEntryError(`${buffer.length} bytes instead of ${end}`);
  return {
    ...head,
    requestBody: bodyOf(head.requestBody, buffer.subarray(requestStart, responseStart)),
    responseBody: bodyOf(head.responseBody, buffer.subarray(responseStart, end)),
  };
}

function parseHead(json: string): Head {
  try {
    return JSON.parse(json);
  } catch {
    throw new UnreadableEntryError("its head is not JSON");
  }
}

function bodyHead(body: CapturedBody | null): BodyHead | null {
  if (!body) return null;
  return { contentType: body.contentType, cut: body.cut, length: body.length, stored: body.bytes.length };
}

function bodyOf(head: BodyHead | null, bytes: Uint8Array): CapturedBody | null {
  return head && { contentType: head.contentType, cut: head.cut, length: head.length, bytes };
}
