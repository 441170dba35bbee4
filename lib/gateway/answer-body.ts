import { Readable } from "node:stream";

/** The body on its way to the client. Destroying it before its end says that the client has left. */
export class AnswerBody extends Readable {
  readonly #resume: () => void;
  readonly #onAbandoned: () => void;
  #over = false;

  constructor(resume: () => void, onAbandoned: () => void) {
    super({ highWaterMark: 64 * 1024 });
    this.#resume = resume;
    this.#onAbandoned = onAbandoned;
    // A door whose client has left no longer listens.
    this.on("error", () => {});
  }

  /** The last bytes, if any, and the end. */
  finish(bytes: Uint8Array | null): void {
    this.#over = true;
    if (this.destroyed) return;
    if (bytes !== null && bytes.length > 0) this.push(bytes);
    this.push(null);
  }

  /** The answer breaks off here; the client must see that. */
  breakOff(error: Error): void {
    this.#over = true;
    this.destroy(error);
  }

  override _read(): void {
    this.#resume();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    if (!this.#over) this.#onAbandoned();
    callback(error);
  }
}
