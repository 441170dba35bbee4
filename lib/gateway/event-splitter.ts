const LF = 0x0a;
const CR = 0x0d;

/** An event longer than this is no event we know: it and all that follows is put out unsplit. */
const MAX_EVENT_LENGTH = 8 * 1024 * 1024;

/**
 * Cuts a stream into server-sent events, byte for byte: the pieces put together are the stream. Lines end with LF, CR LF or
 * CR; an event ends with a blank line, which belongs to it.
 */
export class EventSplitter {
  #pending: Uint8Array = Buffer.alloc(0);
  /** Where the line that is being read starts, and how far it has been looked at. */
  #lineStart = 0;
  #scanned = 0;
  #overlong = false;

  /** The events that are whole now. */
  push(bytes: Uint8Array): Uint8Array[] {
    if (this.#overlong) return [bytes];
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const events: Uint8Array[] = [];
    let start = 0;
    for (let lineEnd = this.#nextLineEnd(); lineEnd !== -1; lineEnd = this.#nextLineEnd()) {
      const blank = this.#scanned === this.#lineStart;
      this.#lineStart = lineEnd;
      this.#scanned = lineEnd;
      if (!blank) continue;
      events.push(this.#pending.subarray(start, lineEnd));
      start = lineEnd;
    }
    this.#pending = this.#pending.subarray(start);
    this.#lineStart -= start;
    this.#scanned -= start;
    this.#overlong = this.#pending.length > MAX_EVENT_LENGTH;
    if (this.#overlong) events.push(this.rest());
    return events;
  }

  /** What is left when the stream ends: an event that never got its blank line. */
  rest(): Uint8Array {
    const rest = this.#pending;
    this.#pending = Buffer.alloc(0);
    this.#lineStart = 0;
    this.#scanned = 0;
    return rest;
  }

  /** Moves `#scanned` to the next line's terminator and returns the offset after it; -1 when it is not there yet. */
  #nextLineEnd(): number {
    const bytes = this.#pending;
    while (this.#scanned < bytes.length && bytes[this.#scanned] !== LF && bytes[this.#scanned] !== CR) this.#scanned++;
    if (this.#scanned >= bytes.length) return -1;
    if (bytes[this.#scanned] === LF) return this.#scanned + 1;
    const next = bytes[this.#scanned + 1];
    // A CR at the very end may be half of CR LF.
    if (next === undefined) return -1;
    return this.#scanned + (next === LF ? 2 : 1);
  }
}
