import type { CapturedBody } from "@/lib/ingest/request-record";
import { openResponseReader, type ResponseReader } from "@/lib/providers/response-reader";
import type { ProviderShape, ResponseFacts } from "@/lib/providers/types";
import { BodyCapture } from "./body-capture";
import { type ContentDecoder, openContentDecoder } from "./content-decoder";

export type TapOptions = {
  shape: ProviderShape | null;
  streaming: boolean;
  contentType: string | null;
  contentEncoding: string | null;
  /** Bytes kept of the body. */
  limit: number;
};

/** Looks at an answer's bytes as they pass: keeps the first part, decoded, and reads usage. Never holds them up. */
export class ResponseTap {
  /** Bytes as they passed, still encoded. */
  wireLength = 0;
  readonly #contentType: string | null;
  readonly #capture: BodyCapture;
  readonly #reader: ResponseReader;
  readonly #decoder: ContentDecoder | null;
  /** An encoding that is not understood: the bytes are kept as they are, and nothing is read from them. */
  readonly #opaque: boolean;

  constructor(options: TapOptions) {
    const encoding = options.contentEncoding?.trim().toLowerCase() ?? "";
    this.#contentType = options.contentType;
    this.#capture = new BodyCapture(options.limit);
    this.#reader = openResponseReader(options.shape, options.contentType, options.streaming);
    this.#decoder = openContentDecoder(encoding, (bytes) => this.#read(bytes));
    this.#opaque = this.#decoder === null && encoding !== "" && encoding !== "identity";
  }

  push(bytes: Uint8Array): void {
    this.wireLength += bytes.length;
    if (this.#decoder) this.#decoder.push(bytes);
    else if (this.#opaque) this.#capture.push(bytes);
    else this.#read(bytes);
  }

  /** Waits for a decoder only; an answer without encoding is known at once. */
  async end(): Promise<void> {
    if (this.#decoder) await this.#decoder.end();
    this.#reader.end();
  }

  facts(): ResponseFacts {
    return this.#reader.facts();
  }

  body(): CapturedBody | null {
    return this.#capture.take(this.#contentType);
  }

  #read(bytes: Uint8Array): void {
    this.#capture.push(bytes);
    this.#reader.push(bytes);
  }
}
