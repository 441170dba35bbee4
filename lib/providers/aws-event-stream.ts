/** Length of a message, of its headers, and their checksum; a checksum of all ends it. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** Bytes of a header's value by its type; text and bytes (6, 7) say their length themselves. */
const VALUE_BYTES = [0, 0, 1, 2, 4, 8, -1, -1, 8, 16];
const LENGTH_BYTES = 2;

/** `event` is the message's `:event-type`, or `:exception-type` of one that tells of an error. */
type Put = (payload: string, event: string | undefined) => void;

/**
 * Splits `application/vnd.amazon.eventstream` into its messages as the bytes pass, cut anywhere. Longer messages than
 * `maxBytes` are skipped; after bytes that can be no message the rest is not read. Checksums are left to TLS.
 * https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
export function splitAwsEvents(maxBytes: number, put: Put): (bytes: Uint8Array) => void {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let needed = PRELUDE_BYTES;
  let skipped = 0;
  let broken = false;

  const begin = () => {
    pieces = [];
    length = 0;
    needed = PRELUDE_BYTES;
  };

  const readPrelude = (prelude: Buffer) => {
    const total = prelude.readUInt32BE(0);
    broken = total < PRELUDE_BYTES + CHECKSUM_BYTES || prelude.readUInt32BE(4) > total - PRELUDE_BYTES - CHECKSUM_BYTES;
    if (total <= maxBytes) {
      needed = total;
      return;
    }
    skipped = total - PRELUDE_BYTES;
    begin();
  };

  /** Takes what is needed next; returns how many bytes that were. */
  const take = (bytes: Uint8Array): number => {
    if (skipped > 0) {
      const passed = Math.min(skipped, bytes.length);
      skipped -= passed;
      return passed;
    }
    const piece = bytes.slice(0, needed - length);
    pieces.push(piece);
    length += piece.length;
    if (length < needed) return piece.length;
    const whole = Buffer.concat(pieces);
    if (needed === PRELUDE_BYTES) readPrelude(whole);
    else {
      begin();
      putMessage(whole, put);
    }
    return piece.length;
  };

  return (bytes) => {
    for (let offset = 0; offset < bytes.length && !broken; ) offset += take(bytes.subarray(offset));
  };
}

function putMessage(message: Buffer, put: Put): void {
  const start = PRELUDE_BYTES + message.readUInt32BE(4);
  const headers = readHeaders(message.subarray(PRELUDE_BYTES, start));
  const payload = message.toString("utf8", start, message.length - CHECKSUM_BYTES);
  put(payload, headers.get(":event-type") ?? headers.get(":exception-type"));
}

/** Those that are text. */
function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let offset = 0;
  while (offset < bytes.length) {
    const nameEnd = offset + 1 + bytes.readUInt8(offset);
    if (nameEnd >= bytes.length) break;
    const type = bytes.readUInt8(nameEnd);
    let start = nameEnd + 1;
    let size = VALUE_BYTES[type];
    if (size === -1 && start + LENGTH_BYTES <= bytes.length) {
      size = bytes.readUInt16BE(start);
      start += LENGTH_BYTES;
    }
    if (size === undefined || size < 0) break;
    if (type === 7)
      headers.set(bytes.toString("utf8", offset + 1, nameEnd), bytes.toString("utf8", start, start + size));
    offset = start + size;
  }
  return headers;
}
