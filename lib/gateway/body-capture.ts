import type { CapturedBody } from "@/lib/ingest/request-record";

/** Pieces of a stream are copied together: a thousand small ones of a thousand slow streams would each hold a packet. */
const FIRST_ROOM = 4 * 1024;

/** Keeps the first part of a body as it passes. */
export class BodyCapture {
  /** Length of the whole body so far. */
  length = 0;
  /** Bytes kept: all of a body that came in one piece, else the beginning of a buffer that grows. */
  #kept: Uint8Array = new Uint8Array(0);
  #keptLength = 0;
  #pieces = 0;
  #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(bytes: Uint8Array): void {
    this.length += bytes.length;
    const room = this.#limit - this.#keptLength;
    if (room === 0 || bytes.length === 0) return;
    const part = bytes.length <= room ? bytes : bytes.subarray(0, room);
    if (this.#pieces++ === 0) this.#kept = part;
    else this.#append(part);
    this.#keptLength += part.length;
  }

  #append(part: Uint8Array): void {
    const needed = this.#keptLength + part.length;
    // The first piece is not ours to write behind.
    if (this.#pieces === 2 || needed > this.#kept.length) {
      const grown = new Uint8Array(Math.min(Math.max(FIRST_ROOM, 2 * needed), this.#limit));
      grown.set(this.#kept.subarray(0, this.#keptLength));
      this.#kept = grown;
    }
    this.#kept.set(part, this.#keptLength);
  }

  /** Null when nothing has passed. */
  take(contentType: string | null): CapturedBody | null {
    if (this.length === 0) return null;
    const bytes = this.#kept.subarray(0, this.#keptLength);
    return { bytes, contentType, cut: bytes.length < this.length, length: this.length };
  }
}
