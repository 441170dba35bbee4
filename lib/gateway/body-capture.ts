import type { CapturedBody } from "@/lib/ingest/request-record";

/** Keeps the first part of a body as it passes. */
export class BodyCapture {
  /** Length of the whole body so far. */
  length = 0;
  #kept: Uint8Array[] = [];
  #room: number;

  constructor(limit: number) {
    this.#room = limit;
  }

  push(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.#room === 0) return;
    const part = bytes.length <= this.#room ? bytes : bytes.subarray(0, this.#room);
    this.#kept.push(part);
    this.#room -= part.length;
  }

  /** Null when nothing has passed. */
  take(contentType: string | null): CapturedBody | null {
    if (this.length === 0) return null;
    const [only] = this.#kept;
    const bytes = this.#kept.length === 1 && only ? only : Buffer.concat(this.#kept);
    return { bytes, contentType, cut: bytes.length < this.length, length: this.length };
  }
}
