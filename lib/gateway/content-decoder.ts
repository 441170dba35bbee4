import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** Undoes a content encoding as the bytes pass, in bounded memory. What cannot be decoded ends the output early. */
export type ContentDecoder = {
  push: (bytes: Uint8Array) => void;
  /** Resolves when all that could be decoded has been put out. */
  end: () => Promise<void>;
};

const DECODERS = new Map([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

const READABLE = /^\s*(?:gzip|x-gzip|deflate|br|identity|\*)\s*(?:;|$)/i;

/**
 * What of an Accept-Encoding goes on: no coding that cannot be read here (zstd, which Python's httpx offers where the
 * package is installed), since such an answer would reach the client, but nothing would be known of its tokens.
 */
export function readableCodings(accepted: string): string {
  const codings = accepted.split(",");
  const readable = codings.filter((coding) => READABLE.test(coding));
  if (readable.length === codings.length) return accepted;
  return readable.join(",").trim() || "identity";
}

/** When decoding falls this far behind the bytes that pass, it is given up: passing them on comes first. */
const MAX_BACKLOG = 8 * 1024 * 1024;
/** Output beyond this is not looked at (a small answer can unpack to gigabytes). */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** Null for no encoding (`identity`) and for those that Node 20 cannot decode (zstd) or that are stacked. */
export function openContentDecoder(encoding: string, put: (bytes: Uint8Array) => void): ContentDecoder | null {
  const create = DECODERS.get(encoding);
  if (create === undefined) return null;
  const stream = create();
  let output = 0;
  stream.on("data", (bytes: Buffer) => {
    output += bytes.length;
    put(bytes);
    if (output > MAX_OUTPUT) stream.destroy();
  });
  // Garbage or a broken-off stream: what came out before is kept.
  stream.on("error", () => stream.destroy());
  const closed = new Promise<void>((resolve) => {
    stream.once("end", resolve);
    stream.once("close", resolve);
  });
  return {
    push: (bytes) => {
      if (stream.destroyed) return;
      stream.write(bytes);
      if (stream.writableLength > MAX_BACKLOG) stream.destroy();
    },
    end: () => {
      if (!stream.destroyed) stream.end();
      return closed;
    },
  };
}
