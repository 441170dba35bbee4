import { isUtf8 } from "node:buffer";

/** A header value as text: its bytes read as UTF-8 when they are valid UTF-8, else as Latin-1. */
export function decodeHeader(value: string): string {
  if (/^[\t -~]*$/.test(value)) return value;
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}
