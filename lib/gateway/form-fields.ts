/** Longest head of a part, and longest value that is kept. */
const MAX_HEAD_BYTES = 8 * 1024;
const MAX_VALUE_BYTES = 64 * 1024;
const MAX_FIELDS = 100;

type Field = { name: string; pieces: Buffer[]; length: number };

/**
 * Reads the text fields of a multipart form (RFC 7578) as its bytes pass, cut anywhere; files are skipped. Memory is
 * bounded whatever arrives, and what is no form yields nothing.
 */
export class FormFields {
  readonly #delimiter: Buffer;
  readonly #onField: (fields: Map<string, string>) => void;
  readonly #fields = new Map<string, string>();
  /** Bytes that could not be told yet; the first delimiter needs no line before it. */
  #held: Buffer = Buffer.from("\r\n");
  #state: "head" | "content" | "over" = "content";
  #field: Field | null = null;

  /** `onField` is told all fields so far whenever one more is complete. */
  constructor(boundary: string, onField: (fields: Map<string, string>) => void) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    this.#onField = onField;
  }

  push(bytes: Uint8Array): void {
    if (this.#state === "over") return;
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#state === "head" ? this.#readHead() : this.#readContent());
  }

  /** False: more bytes are needed, or it is over. */
  #readHead(): boolean {
    const end = this.#held.indexOf("\r\n\r\n");
    if (this.#held.toString("latin1", 0, 2) === "--" || (end < 0 && this.#held.length > MAX_HEAD_BYTES)) {
      this.#state = "over";
      this.#held = Buffer.alloc(0);
      return false;
    }
    if (end < 0) return false;
    const name = textFieldOf(this.#held.toString("utf8", 0, end));
    this.#field = name === null ? null : { name, pieces: [], length: 0 };
    this.#held = this.#held.subarray(end + 4);
    this.#state = "content";
    return true;
  }

  #readContent(): boolean {
    const end = this.#held.indexOf(this.#delimiter);
    // The delimiter may have begun in the last bytes.
    const known = end < 0 ? Math.max(0, this.#held.length - this.#delimiter.length + 1) : end;
    this.#keep(this.#held.subarray(0, known));
    this.#held = Buffer.from(this.#held.subarray(end < 0 ? known : end + this.#delimiter.length));
    if (end < 0) return false;
    this.#state = "head";
    this.#finish();
    return true;
  }

  #keep(bytes: Buffer): void {
    if (this.#field === null || bytes.length === 0) return;
    this.#field.length += bytes.length;
    if (this.#field.length > MAX_VALUE_BYTES) this.#field = null;
    else this.#field.pieces.push(Buffer.from(bytes));
  }

  #finish(): void {
    if (this.#field === null || this.#fields.size >= MAX_FIELDS) return;
    this.#fields.set(this.#field.name, Buffer.concat(this.#field.pieces).toString("utf8"));
    this.#field = null;
    this.#onField(this.#fields);
  }
}

/** The name of a part that is no file. */
function textFieldOf(head: string): string | null {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1];
  if (disposition === undefined || /;\s*filename\*?=/i.test(disposition)) return null;
  return /;\s*name="?([^";\r]*)/i.exec(disposition)?.[1] ?? null;
}

/** The boundary of a multipart form's Content-Type; null for anything else. */
export function boundaryOf(contentType: string | null): string | null {
  if (contentType === null || !/^\s*multipart\/form-data\s*;/i.test(contentType)) return null;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}
